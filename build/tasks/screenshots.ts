import path from 'node:path'
import { buildApp, projectFolder } from '../app.ts'
import { startDisplay } from '../display.ts'
import { exitCodeOf, start } from '../setup/command.mjs'

/**
 * `npm run screenshots -- [name ...] [--out FOLDER]`: pictures of every screen, or of those named, into
 * the folder, that of `CI_ARTIFACTS`, or `out/screenshots`; those that the README shows into
 * `docs/images`. See test/screenshots/scenes.ts.
 */
export async function runTask(args: readonly string[]): Promise<number> {
  await buildApp()
  const display = await startDisplay()
  try {
    const file = path.join(projectFolder, 'test/screenshots/main.ts')
    // The hours of the pictures are those of the seeded profile, wherever they are taken.
    const env = { ...process.env, TZ: 'UTC' }
    return await exitCodeOf(start(process.execPath, [file, ...args], { stdio: 'inherit', env }))
  } finally {
    await display.stop()
  }
}
