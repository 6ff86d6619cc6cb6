import { useMemo } from 'react'
import { type ModelKey, sameModel } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Budget, Envelope, EnvelopeOf } from '../../shared/ipc/shapes.ts'
import { currentBudget, hasNoLimit, useBudget } from './budget.ts'
import { currentSummary, useConversations } from './conversations.ts'
import { folderBegunIn, useFolders } from './folders.ts'

/** What a turn is held against: the budget, its envelopes and limit, and the folder it counts in. */
export type Bounds = { budget: Budget | null; folderId: string | null }

/** Of the conversation on the screen. The same object until one of the two changes. */
export function useBounds(): Bounds {
  const budget = useBudget()
  const currentId = useConversations((state) => state.currentId)
  const storedId = useConversations((state) => currentSummary(state)?.folderId ?? null)
  const begunId = useFolders(() => folderBegunIn(currentId))
  const folderId = storedId ?? begunId
  return useMemo(() => ({ budget, folderId }), [budget, folderId])
}

export function currentBounds(): Bounds {
  const state = useConversations.getState()
  const folderId = currentSummary(state)?.folderId ?? folderBegunIn(state.currentId)
  return { budget: currentBudget(), folderId }
}

/** What one model would cost, or does cost at most. */
export type Asked = { key: ModelKey; expectedNanoUsd: number; ceilingNanoUsd: number }

/** How much is missing, of the budget or of one of its envelopes. */
export type Shortage = {
  /** Null: the budget itself. */
  envelope: Envelope | null
  neededNanoUsd: number
  availableNanoUsd: number
  shortNanoUsd: number
}

/** What the main process said when it refused: its figures are exact. */
export type Refusal = Extract<
  Failure,
  { kind: 'not-enough-credits' | 'envelope-short' | 'above-turn-limit' }
>

/**
 * What is missing for all of these to be reserved together, the most first; what costs nothing
 * always fits. Without a monthly budget only envelopes can be short.
 */
export function shortagesOf(
  asked: readonly Asked[],
  bounds: Bounds,
  refusal: Refusal | null = null,
): Shortage[] {
  const { budget, folderId } = bounds
  const paid = asked.filter(({ ceilingNanoUsd }) => ceilingNanoUsd > 0)
  const isLimited = !budget || !hasNoLimit(budget)
  const all = isLimited ? [shortage(paid, budget?.availableNanoUsd ?? 0, null, refusal)] : []
  for (const envelope of budget?.envelopes ?? []) {
    const counted = paid.filter(({ key }) => isCountedIn(envelope, key, folderId))
    all.push(shortage(counted, leftInNanoUsd(envelope), envelope, refusal))
  }
  return all
    .filter(({ neededNanoUsd, shortNanoUsd }) => neededNanoUsd > 0 && shortNanoUsd > 0)
    .toSorted((one, other) => other.shortNanoUsd - one.shortNanoUsd)
}

function shortage(
  asked: readonly Asked[],
  availableNanoUsd: number,
  envelope: Envelope | null,
  refusal: Refusal | null,
): Shortage {
  const neededNanoUsd =
    (refusal && neededBy(refusal, envelope)) ??
    asked.reduce((sum, { ceilingNanoUsd }) => sum + ceilingNanoUsd, 0)
  return {
    envelope,
    neededNanoUsd,
    availableNanoUsd,
    shortNanoUsd: neededNanoUsd - availableNanoUsd,
  }
}

/** What a refusal says is needed of the budget or of an envelope; null: it says nothing of that. */
function neededBy(refusal: Refusal, envelope: Envelope | null): number | null {
  if (refusal.kind !== 'envelope-short') {
    if (envelope) return null
    return refusal.kind === 'above-turn-limit' ? refusal.ceilingNanoUsd : refusal.neededNanoUsd
  }
  return envelope && isSameScope(envelope.of, refusal.of) ? refusal.neededNanoUsd : null
}

export function isSameScope(one: EnvelopeOf, other: EnvelopeOf): boolean {
  switch (one.kind) {
    case 'folder':
      return other.kind === 'folder' && one.folderId === other.folderId
    case 'provider':
      return other.kind === 'provider' && one.providerId === other.providerId
    case 'model':
      return other.kind === 'model' && sameModel(one.model, other.model)
  }
}

/** What of an envelope can still be reserved this month; below nothing once more was spent. */
export function leftInNanoUsd(envelope: Envelope): number {
  const { monthlyNanoUsd, reservedNanoUsd, spentNanoUsd } = envelope
  return monthlyNanoUsd - reservedNanoUsd - spentNanoUsd
}

/** What one model may reserve beside the budget: the least that its envelopes leave; null: anything. */
export function leftForNanoUsd(key: ModelKey, { budget, folderId }: Bounds): number | null {
  const left = (budget?.envelopes ?? [])
    .filter((envelope) => isCountedIn(envelope, key, folderId))
    .map(leftInNanoUsd)
  return left.length > 0 && budget?.mode !== 'watch' ? Math.min(...left) : null
}

/**
 * What is left once all of these are reserved: of the budget, or of an envelope that some of them
 * count in, where that is less.
 */
export function leftAfterNanoUsd(
  asked: readonly Pick<Asked, 'key' | 'ceilingNanoUsd'>[],
  { budget, folderId }: Bounds,
  envelope: Envelope | null,
): number {
  const sum = (all: typeof asked): number =>
    all.reduce((total, { ceilingNanoUsd }) => total + ceilingNanoUsd, 0)
  const leftNanoUsd = (budget?.availableNanoUsd ?? 0) - sum(asked)
  const counted = envelope ? asked.filter(({ key }) => isCountedIn(envelope, key, folderId)) : []
  if (!envelope || counted.length === 0) return leftNanoUsd
  return Math.min(leftNanoUsd, leftInNanoUsd(envelope) - sum(counted))
}

function isCountedIn({ of }: Envelope, key: ModelKey, folderId: string | null): boolean {
  switch (of.kind) {
    case 'folder':
      return of.folderId === folderId
    case 'provider':
      return of.providerId === key.providerId
    case 'model':
      return sameModel(of.model, key)
  }
}
