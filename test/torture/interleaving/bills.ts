import { Broken, type AttemptRow } from './rules.ts'
import type { Call } from './provider.ts'

/** What the person, or a crash, did to what is known of attempts. */
export type Doings = {
  /** The last figure the person gave for an attempt. */
  figures: Map<string, number>
  costNothing: Set<string>
  /** In flight when the program died: the last second of their text may be gone. */
  crashed: Set<string>
  /** Conversations that were deleted once. */
  deleted: Set<string>
}

/** Holds every attempt against the provider's own bill. Nothing may be in flight. */
export function checkBills(
  attempts: readonly AttemptRow[],
  calls: readonly Call[],
  runsOn: (address: string) => boolean,
  doings: Doings,
): void {
  const byAttempt = new Map(calls.map((call) => [call.attemptId, call]))
  for (const attempt of attempts) {
    const call = byAttempt.get(attempt.attemptId)
    if (call) checkBill(attempt, call, runsOn(call.address), doings)
    else checkNeverSent(attempt, doings)
  }
}

/** Reserved, and then there was a crash or the disk refused before anything left. */
function checkNeverSent(attempt: AttemptRow, { crashed, costNothing }: Doings): void {
  const { attemptId, state, spentNanoUsd } = attempt
  if (crashed.has(attemptId) || costNothing.has(attemptId) || spentNanoUsd === 0) return
  throw new Broken('billMismatches', `${attemptId} was never sent and is ${state}, ${spentNanoUsd}`)
}

function checkBill(attempt: AttemptRow, call: Call, runsOn: boolean, doings: Doings): void {
  const { attemptId, state, reservedNanoUsd, quality } = attempt
  const spentNanoUsd = attempt.spentNanoUsd ?? 0
  const billNanoUsd = call.costNanoUsd()
  const wrong = (rule: string): never => {
    const facts = `${state} ${quality}, reserved ${reservedNanoUsd}, spent ${spentNanoUsd}`
    const script = JSON.stringify({ ...call.script, ended: call.ending, billed: call.billed })
    throw new Broken(
      'billMismatches',
      `${rule}: ${attemptId} is ${facts} and was billed ${billNanoUsd}\n  ${script}`,
    )
  }
  const figure = doings.figures.get(attemptId)
  if (figure !== undefined && (quality !== 'person' || spentNanoUsd !== figure)) {
    wrong('the person’s figure stands')
  }
  if (doings.costNothing.has(attemptId) && state !== 'released') wrong('the person’s word stands')
  if (state === 'released') {
    if (billNanoUsd > 0 && !doings.costNothing.has(attemptId)) wrong('released is not billed')
    return
  }
  if (state === 'uncertain') {
    if (!isOverrun(call) && billNanoUsd > reservedNanoUsd) wrong('what is uncertain is reserved')
    return
  }
  switch (quality) {
    case 'exact':
      if (spentNanoUsd !== billNanoUsd) wrong('exact is what was billed')
      return
    case 'person':
      if (figure === undefined) wrong('the person gave no figure')
      return
    case 'partial':
    case 'estimated':
      // Beyond it only what the provider itself told half-way, which it bills.
      if (spentNanoUsd > reservedNanoUsd && spentNanoUsd > billNanoUsd) {
        wrong('a count of ours stays within its reservation')
      }
      if (spentNanoUsd >= Math.min(billNanoUsd, reservedNanoUsd)) return
      if (runsOn && !isWhole(call)) wrong('where the bill runs on, nothing less is counted')
      if (isKnown(call) && !doings.crashed.has(attemptId)) wrong('a count of ours is not below')
      return
    case null:
      wrong('what is settled says how it is known')
  }
}

function isOverrun({ script }: Call): boolean {
  return script.hiddenTokens >= 10_000
}

function isWhole({ ending }: Call): boolean {
  return ending?.kind === 'completed' || ending?.kind === 'length' || ending?.kind === 'refused'
}

/** Everything that was billed also reached the program. */
function isKnown({ script }: Call): boolean {
  return script.hiddenTokens === 0 && !script.billsOn
}
