import { useEffect, useState } from 'react'
import type { BackgroundWork, PaidAnswer } from '../../../shared/chat/message.ts'
import type { Elsewhere, TurnAttempt } from '../../../shared/chat/receipt.ts'
import { call } from '../../api.ts'
import { catalogRevision } from '../../state/catalog.ts'

/** What a receipt asks for when it is opened. */
export type ReceiptCosts = {
  attempts: TurnAttempt[]
  elsewhere: Elsewhere[]
  /** Whether both could be read; else they are asked for again when it is opened again. */
  isWhole: boolean
}

/** Receipts opened lately whose figures are at hand when they are opened again. */
const KEPT = 12
const kept = new Map<string, { costs: ReceiptCosts | null; coming: Promise<ReceiptCosts> }>()

/** Asks ahead, as when the pointer comes near: a receipt then opens with all it has. */
export function fetchReceiptCosts(answer: PaidAnswer, background: readonly BackgroundWork[]): void {
  void costsOf(answer.turnId, nameOf(answer, background))
}

/**
 * Every attempt of a turn, and the turn elsewhere; null until they are known. `onGrow` is called
 * before they are added to what is already shown.
 */
export function useReceiptCosts(
  answer: PaidAnswer,
  background: readonly BackgroundWork[],
  onGrow: () => void,
): ReceiptCosts | null {
  const name = nameOf(answer, background)
  const { turnId } = answer
  const [first] = useState(() => kept.get(name)?.costs ?? null)
  const [came, setCame] = useState<{ name: string; costs: ReceiptCosts } | null>(null)
  const isKnown = came === null ? first !== null : came.name === name
  useEffect(() => {
    if (isKnown) return undefined
    let isOver = false
    void costsOf(turnId, name).then((costs) => {
      if (isOver) return
      onGrow()
      setCame({ name, costs })
    })
    return () => {
      isOver = true
    }
  }, [turnId, name, isKnown, onGrow])
  return came?.costs ?? first
}

/** Other attempts, another figure of one or another price of a model, and it is asked anew. */
function nameOf({ turnId, receipt }: PaidAnswer, background: readonly BackgroundWork[]): string {
  const { attemptId, state, spentNanoUsd } = receipt
  const beside = background.map((work) => `${work.purpose} ${work.spentNanoUsd}`)
  return [turnId, attemptId, state, spentNanoUsd, catalogRevision(), ...beside].join(' ')
}

function costsOf(turnId: string, name: string): Promise<ReceiptCosts> {
  const known = kept.get(name)
  if (known) return known.coming
  const coming = ask(turnId)
  const entry: { costs: ReceiptCosts | null; coming: Promise<ReceiptCosts> } = {
    costs: null,
    coming,
  }
  kept.set(name, entry)
  void coming.then((costs) => {
    entry.costs = costs
    if (!costs.isWhole) kept.delete(name)
  })
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break
    kept.delete(oldest)
  }
  return coming
}

async function ask(turnId: string): Promise<ReceiptCosts> {
  const [attempts, elsewhere] = await Promise.all([
    call('turn.attempts', { turnId }),
    call('turn.elsewhere', { turnId }),
  ])
  return {
    attempts: attempts.ok ? attempts.value : [],
    elsewhere: elsewhere.ok ? elsewhere.value : [],
    isWhole: attempts.ok && elsewhere.ok,
  }
}
