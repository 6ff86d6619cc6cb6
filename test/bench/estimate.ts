import { availableParallelism } from 'node:os'
import { openTokenCounter } from '../../main/estimate/token-counter.ts'
import { measureEstimates } from './estimate/key-press.ts'
import { type SimulatedTurn, simulateMonth } from './estimate/month.ts'
import { measureKeyPress } from './estimate/window.ts'

/**
 * How good estimates are, over simulated months, and what 300 of them cost at a key press: alone, and
 * with the whole window around them. What is
 * assumed of people and models stands in `estimate/tasks.ts`, `models.ts` and `month.ts`; none of it
 * is told to the estimator, which runs as in the app, the real tokenizer included.
 */

const SEEDS = [1, 2, 3] as const
const TURNS = 2_000
/** Turns of a model from which on its estimates are judged. */
const LEARNED_TURNS = 50

/** Short conversations in which nobody says what they want: little to learn from. */
const HARDER = { talkLength: 0.6, saysWish: 0 } as const

const goals = { error: 0.2, estimatesMs: 0.1, windowRatio: 1.5 } as const

const result = await measure()
if (process.argv.includes('--json')) console.log(JSON.stringify(result))
else show(result)

async function measure() {
  const window = await measureKeyPress()
  const estimates = measureEstimates()
  const counter = openTokenCounter({ report: (error) => console.error(error) })
  const months: { seed: number; turns: SimulatedTurn[] }[] = []
  for (const seed of SEEDS) months.push({ seed, turns: await simulateMonth(seed, TURNS, counter) })
  const harder: SimulatedTurn[] = []
  for (const seed of SEEDS) harder.push(...(await simulateMonth(seed, TURNS, counter, HARDER)))
  counter.close()
  const turns = months.flatMap((month) => month.turns)
  const judged = turns.filter(isJudged)
  const error = medianError(judged, (turn) => turn.expectedNanoUsd)
  const all = [...turns, ...harder]
  const held = all.filter((turn) => turn.ceilingNanoUsd >= turn.actualNanoUsd).length
  return {
    benchmark: 'estimate',
    processors: availableParallelism(),
    month: {
      turns: TURNS,
      judgedAfterTurnsOfModel: LEARNED_TURNS,
      judgedTurns: judged.length,
      medianError: rounded(error),
      goal: goals.error,
      met: error < goals.error,
      medianErrorBySeed: months.map((month) => ({
        seed: month.seed,
        medianError: rounded(medianError(month.turns.filter(isJudged), expectedOf)),
      })),
      medianErrorOfHarderMonths: rounded(medianError(harder.filter(isJudged), expectedOf)),
      medianErrorBefore: rounded(
        medianError(
          turns.filter((turn) => !isJudged(turn)),
          expectedOf,
        ),
      ),
      medianErrorOfInputTokens: rounded(
        median(turns.map((turn) => Math.abs(turn.estimatedInputTokens / turn.inputTokens - 1))),
      ),
      medianErrorKnowingAllButTheAnswer: rounded(medianError(judged, (turn) => turn.bestNanoUsd)),
      fourCharactersAndAllOutput: rounded(
        medianError(judged, (turn) => turn.fourCharactersNanoUsd),
      ),
      outputATenthOfInput: rounded(medianError(judged, (turn) => turn.tenPercentNanoUsd)),
    },
    ceiling: { turns: all.length, held, met: held === all.length },
    estimates: {
      ...estimates,
      goalMs: goals.estimatesMs,
      met: estimates.sizes.every(({ p99Ms }) => p99Ms < goals.estimatesMs),
    },
    window: { ...window, goal: goals.windowRatio, met: window.ratio <= goals.windowRatio },
  }
}

function isJudged({ earlier }: SimulatedTurn): boolean {
  return earlier >= LEARNED_TURNS
}

function expectedOf({ expectedNanoUsd }: SimulatedTurn): number {
  return expectedNanoUsd
}

/** Half of the turns were nearer, as a share of what they really cost. */
function medianError(
  turns: readonly SimulatedTurn[],
  figure: (turn: SimulatedTurn) => number,
): number {
  return median(turns.map((turn) => Math.abs(figure(turn) / turn.actualNanoUsd - 1)))
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

function show({ month, ceiling, estimates, window }: Awaited<ReturnType<typeof measure>>): void {
  const verdict = (met: boolean): string => (met ? 'met' : 'not met')
  const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`
  console.log(`Months of ${month.turns} turns, seeds ${SEEDS.join(', ')}`)
  console.log(
    `  median error ${percent(month.medianError)} after ${month.judgedAfterTurnsOfModel} turns of a model ` +
      `(goal ${percent(month.goal)}: ${verdict(month.met)})`,
  )
  console.log(
    `  ${percent(month.medianErrorOfHarderMonths)} with short conversations and questions that do not say what they want`,
  )
  console.log(`  before that ${percent(month.medianErrorBefore)}`)
  console.log(`  knowing all but the answer ${percent(month.medianErrorKnowingAllButTheAnswer)}`)
  console.log(`  four characters a token, all output ${percent(month.fourCharactersAndAllOutput)}`)
  console.log(`  output a tenth of input ${percent(month.outputATenthOfInput)}`)
  console.log(
    `  ceiling held in ${ceiling.held} of ${ceiling.turns} turns (${verdict(ceiling.met)})`,
  )
  console.log(`${estimates.models} estimates at a key press`)
  for (const { historyTokens, p50Ms, p99Ms, recountMs, ratio } of estimates.sizes) {
    console.log(
      `  ${historyTokens} tokens of history: ${p50Ms} ms, slowest in a hundred ${p99Ms} ms; ` +
        `counting all again ${recountMs} ms, ${ratio} times as much`,
    )
  }
  console.log(`  (goal ${estimates.goalMs} ms: ${verdict(estimates.met)})`)
  console.log('The whole window at a key press')
  console.log(
    `  ${rounded(window.ratio)} times a bare text field (goal ${window.goal}: ${verdict(window.met)}); ` +
      `counting all again ${rounded(window.naiveRatio)} times`,
  )
}
