import { join } from 'node:path'
import log from 'electron-log/main'
import { withoutSecrets } from './providers/redact.ts'

const MAX_LOG_BYTES = 1_000_000

/**
 * The one log of the program, in a file of its own folder. Every line passes the redactor: the
 * keys of this moment word for word, and anything that has the form of a key. Prompts and answers
 * are never given to it.
 */
export function openLog(folder: string, secrets: () => readonly string[]) {
  log.transports.file.resolvePathFn = () => join(folder, 'farthing.log')
  log.transports.file.maxSize = MAX_LOG_BYTES
  log.transports.console.level = 'warn'
  log.hooks.push((message) => ({
    ...message,
    data: message.data.map((item: unknown) => withoutSecrets(textOf(item), secrets())),
  }))
  return {
    info: (text: string): void => log.info(text),
    report: (error: unknown): void => log.error(error),
  }
}

function textOf(item: unknown): string {
  if (item instanceof Error) return item.stack ?? item.message
  return typeof item === 'string' ? item : (JSON.stringify(item) ?? String(item))
}
