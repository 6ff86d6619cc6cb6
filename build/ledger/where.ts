import { existsSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Problem } from '../setup/problem.mjs'

const profileNames: readonly string[] = ['personal', 'practice']

type Surroundings = {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** The database that someone means: a profile by name, or a folder or file by its path. */
export function databaseMeant(given: string, productName: string): string {
  const surroundings = { platform: process.platform, env: process.env, home: os.homedir() }
  if (profileNames.includes(given)) {
    const database = path.join(userDataFolder(productName, surroundings), given, 'farthing.db')
    if (existsSync(database)) return database
    throw new Problem(`The ${given} profile has no ledger yet: there is no ${database}.`)
  }
  // npm runs us in the project's folder and remembers here where the person stood.
  const found = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), given)
  if (!existsSync(found)) {
    throw new Problem(`There is no ${found}. Name a profile (personal, practice), or a path.`)
  }
  if (!statSync(found).isDirectory()) return found
  const database = path.join(found, 'farthing.db')
  if (existsSync(database)) return database
  throw new Problem(`The folder ${found} has no farthing.db in it.`)
}

/** The folder that Electron gives an app of this name for its data. */
export function userDataFolder(productName: string, around: Surroundings): string {
  const { platform, env, home } = around
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', productName)
  if (platform === 'win32') {
    return path.join(env['APPDATA'] || path.join(home, 'AppData', 'Roaming'), productName)
  }
  return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), productName)
}
