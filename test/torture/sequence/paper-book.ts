import type { ModelPeriod } from './model-calendar.ts'
import { copyOfEnvelopes, type PaperEnvelope, type Scope } from './paper-envelopes.ts'

export type PaperEntry = {
  kind: string
  periodId: string
  attemptId: string | null
  amount: number
  atMs: number
}

export type Page = ModelPeriod & {
  granted: number
  added: number
  paid: number
  hasMonthGrant: boolean
}

export type State = 'reserved' | 'dispatched' | 'uncertain' | 'settled' | 'released'

export type PaperAttempt = {
  page: Page
  state: State
  reserved: number
  cost: number | null
  quality: string | null
}

export type PaperSums = {
  granted: number
  added: number
  reserved: number
  spent: number
  overrun: number
}

export type Book = ReturnType<typeof emptyBook>

export function emptyBook() {
  return {
    monthly: null as number | null,
    mode: 'firm' as 'firm' | 'ask' | 'watch',
    startDay: 1,
    carriesOver: false,
    limit: null as number | null,
    envelopes: new Map<Scope, PaperEnvelope>(),
    pages: [] as Page[],
    attempts: new Map<string, PaperAttempt>(),
    topUps: new Set<string>(),
    entries: [] as PaperEntry[],
  }
}

export function copyOf(book: Book): Book {
  const pages = new Map(book.pages.map((page) => [page, { ...page }]))
  const attempts = [...book.attempts].map(([who, attempt]): [string, PaperAttempt] => [
    who,
    { ...attempt, page: pages.get(attempt.page) ?? attempt.page },
  ])
  return {
    ...book,
    pages: [...pages.values()],
    attempts: new Map(attempts),
    topUps: new Set(book.topUps),
    envelopes: copyOfEnvelopes(book.envelopes),
    entries: [...book.entries],
  }
}

function attemptsOf(book: Book, page: Page): PaperAttempt[] {
  return [...book.attempts.values()].filter((attempt) => attempt.page === page)
}

function reservedIn(book: Book, page: Page): number {
  return sum(attemptsOf(book, page).map(({ cost, reserved }) => (cost === null ? reserved : 0)))
}

/** What was spent and not paid. Added from below, so that every sum on the way is exact. */
export function owedIn(book: Book, page: Page): number {
  return sum([-page.paid, ...attemptsOf(book, page).map(({ cost }) => cost ?? 0)])
}

/** Granted, and neither paid out nor set aside. */
export function freeIn(book: Book, page: Page): number {
  return page.granted - page.paid - reservedIn(book, page)
}

export function sumsOf(book: Book, page: Page): PaperSums {
  return {
    granted: page.granted,
    added: page.added,
    reserved: reservedIn(book, page),
    spent: page.paid,
    overrun: owedIn(book, page),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
