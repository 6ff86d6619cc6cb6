import { openToRead, sentenceFor } from '../ledger/open.ts'
import { databaseMeant } from '../ledger/where.ts'
import { print } from '../print.ts'
import { productName } from '../product-name.ts'
import { say } from '../setup/say.mjs'
import { usageCommand, usageOf } from '../usage/command.ts'

/**
 * `npm run usage -- [--profile <profile>] [--month 2026-11]`: what was used, added up from every
 * entry. Only reads. Ends with 1 if what the app keeps of it says something else.
 */
export async function runTask(args: readonly string[]): Promise<number> {
  const command = usageCommand(args)
  const file = databaseMeant(command.profile, productName())
  const database = openToRead(file)
  try {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    const { text, wrong } = usageOf(database, file, command, { nowMs: Date.now(), timeZone })
    await print(text)
    if (wrong.length === 0) return 0
    say(['What Farthing keeps of its usage differs from its entries.', ...wrong].join('\n'))
    return 1
  } catch (error) {
    throw sentenceFor(error, file)
  } finally {
    database.close()
  }
}
