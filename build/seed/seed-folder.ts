import path from 'node:path'
import { projectFolder } from '../app.ts'
import { exitCodeOf, start } from '../setup/command.mjs'
import { Problem } from '../setup/problem.mjs'

export type Seeding = {
  /** The folder of everything the program keeps; the personal profile in it is made. */
  folder: string
  /** The same seed and end make the same profile. */
  seed: number
  /** The moment after the last thing that happened. */
  endsAtMs: number
  timeZone: string
}

export type Seeded = { conversationCount: number; turnCount: number; spentNanoUsd: number }

/** Makes a profile in a process of its own, which has the provider that the tests have. */
export async function seedFolder(seeding: Seeding): Promise<Seeded> {
  const file = path.join(projectFolder, 'test/seed/main.ts')
  const child = start(process.execPath, [file, JSON.stringify(seeding)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString('utf8')
  })
  const code = await exitCodeOf(child)
  if (code !== 0) throw new Problem('The profile could not be made; what is in the way is above.')
  return JSON.parse(said) as Seeded
}
