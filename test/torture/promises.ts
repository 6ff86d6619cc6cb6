import type { Audit, Wrong } from './audit.ts'
import type { Line } from './scenarios.ts'
import type { Promised, State } from './work.ts'

/** What a process said before it died, read from its lines. */
export type Said = {
  acknowledged: number
  /** The newest word on each attempt. */
  attempts: Map<string, Promised>
  /** Every entry that was said to be there: its chain by its sequence. */
  chains: Map<number, string>
  /** What it was in the middle of; only this may be there without having been promised. */
  pendingAttemptId: string | null
  sent: Set<string>
  ended: Map<string, Extract<Line, { ended: string }>>
  atMs: number
  diedAt: string
  isFinished: boolean
  /** What it did to the disk, if it came to its end. */
  steps: string[]
}

export function readLines(output: string, atMs: number): Said {
  const said: Said = {
    acknowledged: 0,
    attempts: new Map(),
    chains: new Map(),
    pendingAttemptId: null,
    sent: new Set(),
    ended: new Map(),
    atMs,
    diedAt: 'a moment of its parent’s choice',
    isFinished: false,
    steps: [],
  }
  // The last line may be half there.
  for (const line of output.split('\n').slice(0, -1)) take(said, JSON.parse(line) as Line)
  return said
}

function take(said: Said, line: Line): void {
  if ('dies' in line) said.diedAt = `step ${line.number}, ${line.dies}`
  if ('will' in line) said.pendingAttemptId = line.attemptId
  if ('sent' in line) said.sent.add(line.sent)
  if ('finished' in line) {
    said.isFinished = true
    said.steps = line.steps
  }
  if ('ended' in line) {
    said.acknowledged += 1
    said.pendingAttemptId = null
    said.ended.set(line.ended, line)
  }
  if ('did' in line) {
    said.acknowledged += 1
    said.pendingAttemptId = null
    said.atMs = line.atMs
    said.chains.set(line.sequence, line.chain)
    if (line.attemptId !== null) said.attempts.set(line.attemptId, line)
  }
}

const order: Record<State, number> = {
  reserved: 0,
  dispatched: 1,
  uncertain: 2,
  settled: 3,
  released: 3,
}

/** Everything that was promised and is not there, in a profile as the dead process left it. */
export function brokenPromises(said: Said, found: Audit): Wrong[] {
  const wrong: Wrong[] = []
  const lose = (what: string): void => void wrong.push({ count: 'lost', what })
  for (const [sequence, chain] of said.chains) {
    const entry = found.entries[sequence - 1]
    if (sequence > 0 && entry?.chain !== chain) lose(`acknowledged entry ${sequence} is not there`)
  }
  for (const promised of said.attempts.values()) {
    const { attemptId, state, spentNanoUsd, turnId, text } = promised
    const attempt = found.attempts.get(attemptId ?? '')
    const isPending = attemptId === said.pendingAttemptId
    if (state === null) {
      if (attempt && !isPending)
        wrong.push({ count: 'overspent', what: `${attemptId} was refused` })
      continue
    }
    if (!attempt) {
      lose(`attempt ${attemptId} is not there`)
      continue
    }
    const foundState = attempt.state as State
    const isKept = isPending
      ? order[foundState] >= order[state]
      : foundState === state && attempt.spentNanoUsd === spentNanoUsd
    if (!isKept) {
      const count = foundState === state ? 'doubleCharged' : 'lost'
      const is = `${foundState}, ${attempt.spentNanoUsd}`
      wrong.push({ count, what: `${attemptId} was ${state}, ${spentNanoUsd} and is ${is}` })
    }
    if (!found.answers.get(turnId ?? '')?.text.startsWith(text)) {
      lose(`text of ${attemptId} is not there`)
    }
  }
  for (const attemptId of said.sent) {
    const state = found.attempts.get(attemptId)?.state
    if (state === undefined || state === 'reserved') {
      lose(`${attemptId} was sent, and on disk it is ${state ?? 'nothing'}`)
    }
  }
  for (const { ended, state, spentNanoUsd } of said.ended.values()) {
    if (ended === said.pendingAttemptId) continue
    const attempt = [...found.attempts.values()].findLast(({ turnId }) => turnId === ended)
    if (attempt?.state !== state || attempt.spentNanoUsd !== spentNanoUsd) {
      lose(`${ended} ended as ${state}, ${spentNanoUsd} and is ${attempt?.state ?? 'nothing'}`)
    }
  }
  return wrong
}

/** What must not have happened between a crash and the end of the start after it. */
export function brokenByRecovery(crashed: Audit, recovered: Audit): Wrong[] {
  const wrong: Wrong[] = []
  const lose = (what: string): void => void wrong.push({ count: 'lost', what })
  for (const [index, entry] of crashed.entries.entries()) {
    if (recovered.entries[index]?.chain !== entry.chain) lose(`recovery changed entry ${index + 1}`)
  }
  for (const attempt of crashed.attempts.values()) {
    const now = recovered.attempts.get(attempt.attemptId)
    const allowed = allowedAfter(attempt.state as State, attempt.reservedNanoUsd === 0)
    if (!now || !allowed.includes(now.state as State)) {
      lose(`${attempt.attemptId} was ${attempt.state} and became ${now?.state ?? 'nothing'}`)
    } else if (attempt.spentNanoUsd !== null && attempt.spentNanoUsd !== now.spentNanoUsd) {
      wrong.push({ count: 'doubleCharged', what: `recovery charged ${attempt.attemptId} again` })
    } else if ((now.spentNanoUsd ?? 0) > Math.max(now.reservedNanoUsd, attempt.spentNanoUsd ?? 0)) {
      wrong.push({ count: 'overspent', what: `recovery counted ${attempt.attemptId} too high` })
    }
  }
  for (const answer of crashed.answers.values()) {
    const now = recovered.answers.get(answer.turnId)
    if (now?.text !== answer.text) lose(`recovery lost text of ${answer.turnId}`)
    if (now?.state === 'writing') lose(`${answer.turnId} is still being written`)
  }
  return wrong
}

function allowedAfter(state: State, isFree: boolean): State[] {
  if (state === 'reserved') return ['released']
  if (state === 'dispatched') return isFree ? ['released'] : ['uncertain']
  // What has been uncertain for a day is counted.
  return state === 'uncertain' ? ['uncertain', 'settled'] : [state]
}
