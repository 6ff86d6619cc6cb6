import { execFile } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const root = join(import.meta.dirname, '../..')

type Said = { code: number; out: string; err: string }

/** A task as a person starts it from a folder, or as npm does that moves to the project first. */
function run(task: readonly string[], cwd: string, npmTells: string | null): Promise<Said> {
  const { INIT_CWD: _ours, ...env } = process.env
  const options = {
    cwd,
    env: npmTells === null ? env : { ...env, INIT_CWD: npmTells },
    encoding: 'utf8',
  } as const
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'build/run.mjs'), ...task], options, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

function folderWithFiles(): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'question.txt'), 'What is a ledger?')
  copyFileSync(join(root, 'test/fixtures/wire/oai-chat-normal.txt'), join(folder, 'answer.txt'))
  return folder
}

const chat = ['--api', 'chat', '--provider', 'openai', '--model', 'gpt-6-sol']
const estimate = ['estimate', '--model', 'gpt-6-sol', 'question.txt']

describe('a path on the command line is meant from where the person is', () => {
  test.each([
    ['estimate', estimate],
    ['wire', ['wire', ...chat, 'answer.txt']],
  ])('%s, by hand and through npm', async (_, task) => {
    const folder = folderWithFiles()
    const byHand = await run(task, folder, null)
    expect({ code: byHand.code, err: byHand.err }).toEqual({ code: 0, err: '' })
    expect(await run(task, root, folder)).toEqual(byHand)
  })

  test('also by hand below a script that npm started elsewhere', async () => {
    const { code, err } = await run(estimate, folderWithFiles(), temporaryFolder())
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  test('and where it leads to nothing, that is said', async () => {
    const { code, err } = await run([...estimate.slice(0, -1), 'nowhere'], folderWithFiles(), null)
    expect({ code, err }).toEqual({ code: 2, err: 'There is no file nowhere that can be read.\n' })
  })
})
