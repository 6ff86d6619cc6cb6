import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { buildApp, projectFolder } from '../app.ts'
import { startDisplay } from '../display.ts'
import { exitCodeOf, start } from '../setup/command.mjs'
import { Problem } from '../setup/problem.mjs'

const benchFolder = path.join(projectFolder, 'test/bench')

/** `npm run bench -- <name> [--json]`: one measurement, against the built app. */
export async function runTask([name, ...args]: readonly string[]): Promise<number> {
  const names = await benchNames()
  if (name === undefined || !names.includes(name)) {
    const given = name === undefined ? 'Name a measurement' : `There is no measurement "${name}"`
    throw new Problem(`${given}. There are: ${names.join(', ') || 'none yet'}.`)
  }
  await buildApp()
  const display = await startDisplay()
  try {
    const file = path.join(benchFolder, `${name}.ts`)
    return await exitCodeOf(start(process.execPath, [file, ...args], { stdio: 'inherit' }))
  } finally {
    await display.stop()
  }
}

async function benchNames(): Promise<readonly string[]> {
  if (!existsSync(benchFolder)) return []
  const files = await readdir(benchFolder)
  return files.filter((file) => file.endsWith('.ts')).map((file) => path.parse(file).name)
}
