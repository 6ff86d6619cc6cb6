import { Problem } from '../setup/problem.mjs'
import { say } from '../setup/say.mjs'
import { estimateCommand } from '../estimate/command.ts'

/** What a wrong command line ends with. */
const MISUSED = 2

/** `npm run estimate -- --model <id> FILE`: what the file would cost as the first message of a chat. */
export async function runTask(args: readonly string[]): Promise<number> {
  try {
    const found = await estimateCommand(args, Date.now())
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(error.message)
    return MISUSED
  }
}
