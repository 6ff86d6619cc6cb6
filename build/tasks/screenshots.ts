import path from 'node:path'
import { buildApp, projectFolder } from '../app.ts'
import { startDisplay } from '../display.ts'
import { exitCodeOf, start } from '../setup/command.mjs'

/**
 * `npm run screenshots`: pictures of the main screens of a seeded profile, into `out/screenshots`,
 * and those that the README shows into `docs/images`. See test/screenshots/main.ts.
 */
export async function runTask(): Promise<number> {
  await buildApp()
  const display = await startDisplay()
  try {
    const file = path.join(projectFolder, 'test/screenshots/main.ts')
    // The hours of the pictures are those of the seeded profile, wherever they are taken.
    const env = { ...process.env, TZ: 'UTC' }
    return await exitCodeOf(start(process.execPath, [file], { stdio: 'inherit', env }))
  } finally {
    await display.stop()
  }
}
