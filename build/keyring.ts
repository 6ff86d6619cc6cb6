import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * A real key store for tests, where no desktop offers one: Debian's gnome-keyring on a message bus
 * of its own, unlocked with an empty password, and kept apart from the person's own keyring.
 */

const unlockAndRun = `
printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
exec "$@"
`

/** Wraps a command so that it runs beside an unlocked key store, which ends with the command. */
export function keyringCommand(command: readonly string[]): readonly string[] {
  return ['dbus-run-session', '--', 'sh', '-c', unlockAndRun, 'sh', ...command]
}

/** What safeStorage needs to be told to use that key store. */
export const keyringArguments: readonly string[] = ['--password-store=gnome-libsecret']

/**
 * Writes an executable that starts a binary beside a key store of its own: Playwright's
 * `executablePath` takes one file, not a command.
 *
 * @param folder a temporary folder; the key store's own files stay inside it
 * @returns the path to give as `executablePath`
 */
export async function writeKeyringLauncher(folder: string, binary: string): Promise<string> {
  const runtimeFolder = path.join(folder, 'runtime')
  await mkdir(runtimeFolder, { recursive: true, mode: 0o700 })
  const lines = [
    '#!/bin/sh',
    `export XDG_RUNTIME_DIR=${quoted(runtimeFolder)}`,
    `export XDG_DATA_HOME=${quoted(path.join(folder, 'data'))}`,
    `exec ${[...keyringCommand([binary]), ...keyringArguments].map(quoted).join(' ')} "$@"`,
    '',
  ]
  const launcher = path.join(folder, 'electron-with-keyring')
  await writeFile(launcher, lines.join('\n'))
  await chmod(launcher, 0o755)
  return launcher
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
