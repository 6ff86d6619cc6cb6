import { writeSync } from 'node:fs'
import { type Line, type ScenarioName, type ScenarioOptions, scenarios } from './scenarios.ts'
import { watchSteps } from './steps.ts'

/*
 * The program that gets killed: at a step of its own if it was given one, else whenever its parent
 * likes. Its lines go to the pipe at once.
 */

export type WorkerOptions = ScenarioOptions & {
  scenario: ScenarioName
  /** Dies just before this step; null leaves it to the parent. */
  diesAtStep: number | null
}

const options = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions
const steps: string[] = []

say({ ready: true })
watchSteps(({ number, what }) => {
  steps.push(what)
  if (number !== options.diesAtStep) return
  say({ dies: what, number })
  process.kill(process.pid, 'SIGKILL')
})
await scenarios[options.scenario](options, say)
say({ finished: true, steps })

function say(line: Line): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}
