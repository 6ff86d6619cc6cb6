import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../../build/app.ts'

const screens = join(projectFolder, 'renderer/screens')
const DIALOG = /role="(?:alert)?dialog"|<Dialog\b|<Popover\b/u
const SECTIONS = /type SettingsSection = ([^\n]+)/u
const NAMES = /type Screen = \{\s+name: ([^\n]+)/u

/**
 * Everything a person can be led to, read off the source: a folder of `renderer/screens`, a name in
 * `state/screen.ts`, a section of the settings as `settings:<name>`, a dialog by its file.
 */
export function partsOfTheApp(): string[] {
  const state = readFileSync(join(projectFolder, 'renderer/state/screen.ts'), 'utf8')
  const files = globSync('**/*.tsx', { cwd: screens }).map((file) => file.replaceAll('\\', '/'))
  const dialogs = files
    .filter((file) => DIALOG.test(readFileSync(join(screens, file), 'utf8')))
    .map((file) => file.replace(/\.tsx$/u, ''))
  const folders = files.map((file) => file.split('/')[0] ?? '')
  const sections = wordsOf(state, SECTIONS).map((name) => `settings:${name}`)
  return [...new Set([...folders, ...wordsOf(state, NAMES), ...sections, ...dialogs])].toSorted()
}

function wordsOf(source: string, union: RegExp): string[] {
  const found = union.exec(source)?.[1]
  if (found === undefined) throw new Error(`state/screen.ts does not say ${union}`)
  return [...found.matchAll(/'([^']+)'/gu)].map(([, name = '']) => name)
}
