import type { Book, Page } from './paper-book.ts'

/** What an envelope of the model is for: everything, every second attempt, every third, or none. */
export const scopes = ['provider', 'model', 'folder', 'elsewhere'] as const
export type Scope = (typeof scopes)[number]

export type PaperEnvelope = {
  amount: number
  madeAtMs: number
  /** What counts in it, and how far beyond the envelope each went. */
  holds: Map<string, number>
}

const MOST = Number.MAX_SAFE_INTEGER

/** Attempts are a1, a2, a3 and so on: even ones are of the model, each third is in the folder. */
export function isInScope(scope: Scope, who: string): boolean {
  const number = Number(who.slice(1))
  if (scope === 'model') return number % 2 === 0
  if (scope === 'folder') return number % 3 === 0
  return scope === 'provider'
}

/** Makes it, with all that the page has in its scope; or changes its amount. */
export function saveEnvelope(
  book: Book,
  scope: Scope,
  made: { amount: number; atMs: number; page: Page | null },
): void {
  const known = book.envelopes.get(scope)
  if (known) {
    known.amount = made.amount
    return
  }
  const there = [...book.attempts].filter(
    ([who, { page }]) => page === made.page && isInScope(scope, who),
  )
  const holds = new Map(there.map(([who]) => [who, 0]))
  book.envelopes.set(scope, { amount: made.amount, madeAtMs: made.atMs, holds })
}

export function copyOfEnvelopes(envelopes: Book['envelopes']): Book['envelopes'] {
  return new Map(
    [...envelopes].map(([scope, envelope]) => [
      scope,
      { ...envelope, holds: new Map(envelope.holds) },
    ]),
  )
}

/** What is set aside and what was spent in one page of it. Inexact where it is more than there can be. */
export function heldIn(book: Book, { holds }: PaperEnvelope, page: Page) {
  const held = { reserved: 0, spent: 0, isAny: false }
  for (const who of holds.keys()) {
    const attempt = book.attempts.get(who)
    if (attempt?.page !== page) continue
    held.isAny = true
    if (attempt.cost === null) held.reserved += attempt.reserved
    else held.spent += attempt.cost
  }
  return held
}

/** How far an amount would go beyond each envelope it counts in; 0 and less fits. */
export function shortfalls(book: Book, page: Page, who: string, amount: number) {
  return [...book.envelopes]
    .filter(([scope]) => isInScope(scope, who))
    .map(([scope, envelope]) => {
      const { reserved, spent } = heldIn(book, envelope, page)
      const short = amount === 0 ? 0 : amount - envelope.amount + reserved + spent
      return { scope, short }
    })
}

/** Amounts that no integer of the ledger can hold. */
export function areEnvelopesTooFull(book: Book): boolean {
  if (book.envelopes.size === 0) return false
  // Nothing is too full that holds so little altogether.
  const all = [...book.attempts.values()].reduce(
    (sum, { cost, reserved }) => sum + reserved + (cost ?? 0),
    0,
  )
  if (all <= MOST) return false
  return [...book.envelopes.values()].some((envelope) => {
    const allowed = [...envelope.holds.values()].some((value) => value > MOST)
    const held = book.pages.map((page) => heldIn(book, envelope, page))
    return allowed || held.some(({ reserved, spent }) => reserved > MOST || spent > MOST)
  })
}

/** As a screen lists them: the oldest first. */
export function inOrder(envelopes: Book['envelopes']): [Scope, PaperEnvelope][] {
  return [...envelopes].toSorted(
    ([one, { madeAtMs: oneAtMs }], [other, { madeAtMs: otherAtMs }]) =>
      oneAtMs - otherAtMs || (one < other ? -1 : 1),
  )
}
