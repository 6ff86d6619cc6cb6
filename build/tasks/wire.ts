import { Problem } from '../setup/problem.mjs'
import { say } from '../setup/say.mjs'
import { replayCommand } from '../wire/command.ts'

/** What a wrong command line ends with, so that it is not taken for an answer that failed. */
const MISUSED = 2

/**
 * `npm run wire -- … FILE`: replays one recorded answer and prints as JSON what the program makes of
 * it and what it settles.
 */
export async function runTask(args: readonly string[]): Promise<number> {
  try {
    const found = await replayCommand(args)
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(error.message)
    return MISUSED
  }
}
