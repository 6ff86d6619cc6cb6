import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const root = join(import.meta.dirname, '../..')

/** Each line: a file, what it imports, and whether the lint rules let it. */
const imports: readonly [file: string, imported: string, isAllowed: boolean][] = [
  ['shared/money/x.ts', './price.ts', true],
  ['shared/money/x.ts', 'node:fs', false],
  ['shared/money/x.ts', 'electron', false],
  ['shared/money/x.ts', '../../main/log.ts', false],
  ['renderer/state/x.ts', '../../shared/failures.ts', true],
  ['renderer/state/x.ts', '../../main/log.ts', false],
  ['renderer/state/x.ts', 'electron', false],
  ['renderer/state/x.ts', 'zod', false],
  ['main/ledger/x.ts', '../storage/storage.ts', true],
  ['main/ledger/x.ts', '../../shared/ledger/entry.ts', true],
  ['main/ledger/x.ts', '../catalog/catalog.ts', false],
  ['main/ledger/x.ts', '../providers/provider.ts', false],
  ['main/ledger/x.ts', 'electron', false],
  ['main/storage/x.ts', '../../shared/chat/part.ts', true],
  ['main/storage/x.ts', '../ledger/ledger.ts', false],
  ['main/storage/x.ts', '../turns/turns.ts', false],
  ['main/providers/openai/x.ts', '../provider.ts', true],
  ['main/providers/openai/x.ts', '../../ledger/ledger.ts', false],
  ['main/providers/openai/x.ts', '../../turns/turns.ts', false],
  ['main/estimate/x.ts', '../ledger/ledger.ts', false],
  ['main/catalog/x.ts', '../turns/turns.ts', false],
  ['main/keys/x.ts', 'electron', true],
  ['main/keys/x.ts', '../providers/provider.ts', false],
  ['main/accounts/x.ts', '../keys/vault.ts', true],
  ['main/accounts/x.ts', '../ledger/ledger.ts', false],
  ['main/accounts/x.ts', '../turns/turns.ts', false],
  ['main/usage/x.ts', '../ledger/calendar.ts', true],
  ['main/usage/x.ts', '../storage/storage.ts', true],
  ['main/usage/x.ts', '../turns/turns.ts', false],
  ['main/usage/x.ts', '../catalog/catalog.ts', false],
  ['main/usage/x.ts', 'electron', false],
  ['main/drift/x.ts', '../accounts/accounts.ts', true],
  ['main/drift/x.ts', '../storage/provider-attempts.ts', true],
  ['main/drift/x.ts', '../ledger/ledger.ts', false],
  ['main/drift/x.ts', '../turns/turns.ts', false],
  ['main/drift/x.ts', 'electron', false],
  ['main/turns/x.ts', '../ledger/ledger.ts', true],
  ['main/turns/x.ts', '../providers/provider.ts', true],
  ['main/turns/x.ts', 'electron', false],
  ['main/turns/x.ts', '../ipc/serve.ts', false],
  ['main/ipc/x.ts', '../turns/turns.ts', true],
  ['main/ipc/x.ts', '../../renderer/api.ts', false],
]

test('the lint rules refuse every import that goes against the flow, and no other', () => {
  const folder = temporaryFolder()
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  const files = imports.map(([file, imported, isAllowed], index) => {
    const path = file.replace('x.ts', `probe-${index}.ts`)
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `import * as x from '${imported}'\nconsole.log(x)\n`)
    return { path, imported, isAllowed }
  })
  const report = lint(folder)
  const refused = new Set(
    report.diagnostics
      .filter(({ code }) => code.includes('no-restricted-imports'))
      .map(({ filename }) => filename.replaceAll('\\', '/')),
  )
  const isRefused = (path: string): boolean => [...refused].some((name) => name.endsWith(path))
  const wrong = files.filter(({ path, isAllowed }) => isRefused(path) === isAllowed)
  expect(wrong).toEqual([])
})

type Report = { diagnostics: { code: string; filename: string }[] }

/** oxlint ends with 1 when it finds something; what it printed is what counts. */
function lint(folder: string): Report {
  const args = [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=json', '.']
  try {
    return JSON.parse(
      execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }),
    ) as Report
  } catch (error) {
    const { stdout } = error as { stdout: string }
    return JSON.parse(stdout) as Report
  }
}
