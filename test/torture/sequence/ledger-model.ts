import { DAY_MS, monthAfter, type ModelZone } from './model-calendar.ts'
import type { Step } from './ledger-steps.ts'
import {
  copyOf,
  emptyBook,
  freeIn,
  owedIn,
  type Page,
  type PaperAttempt,
  type PaperEntry,
  type State,
  sumsOf,
} from './paper-book.ts'
import {
  areEnvelopesTooFull,
  heldIn,
  inOrder,
  saveEnvelope,
  shortfalls,
} from './paper-envelopes.ts'

/**
 * The ledger as its rules say it is, with none of its code: an account book on paper. Each period
 * has what was granted and what of the costs was paid; what is reserved and what is owed follow
 * from the attempts.
 */

export type LedgerModel = ReturnType<typeof startLedgerModel>

const MOST = Number.MAX_SAFE_INTEGER

/** A step that a ledger must refuse with an error, leaving all as it was. */
class Impossible extends Error {}

export function startLedgerModel(start: { atMs: number; zone: ModelZone }) {
  const clock = { ...start }
  let book = emptyBook()

  const newest = (): Page | null => book.pages.at(-1) ?? null
  const lastAtMs = (): number | null => book.entries.at(-1)?.atMs ?? null
  /** The ledger's time stands still where the clock went back. */
  const now = (): number => Math.max(clock.atMs, lastAtMs() ?? 0)

  /** A clock that would be asked about dates nothing. */
  const dated = (): number => (clockAnswer() === null ? now() : (lastAtMs() ?? 0))

  const aim = (page: Page): number => (book.monthly ?? 0) + page.added

  function write(kind: string, page: Page, amount: number, attemptId: string | null = null): void {
    book.entries.push({ kind, periodId: page.id, attemptId, amount, atMs: dated() })
    const sums = Object.values(sumsOf(book, page))
    if (sums.some((value) => value < 0 || value > MOST)) throw new Impossible(kind)
    if (freeIn(book, page) < 0) throw new Impossible('more than was granted')
  }

  function duePage(): { page: Page; isOpen: boolean } {
    const page = newest()
    if (page && now() < page.endsAtMs) return { page, isOpen: true }
    const period = monthAfter(page, now(), book.startDay, clock.zone)
    return {
      page: { ...period, granted: 0, added: 0, paid: 0, hasMonthGrant: false },
      isOpen: false,
    }
  }

  /** A new page begins with the monthly budget, and with what was available on the last one. */
  function openPage(): Page {
    const before = newest()
    const { page, isOpen } = duePage()
    if (isOpen) return page
    book.pages.push(page)
    if (book.monthly !== null) grantMonth(page, book.monthly)
    const left = leftOf(before)
    if (before && left > 0) {
      before.granted -= left
      write('lower', before, left)
      page.granted += left
      page.added += left
      write('carry', page, left)
    }
    return page
  }

  /** What a page gives to the one after it. */
  function leftOf(before: Page | null): number {
    if (!before || !book.carriesOver) return 0
    return Math.max(0, freeIn(book, before) - owedIn(book, before))
  }

  function grantMonth(page: Page, monthly: number): void {
    page.hasMonthGrant = true
    page.granted += monthly
    write('grant', page, monthly)
  }

  /** More than 31 days after the last entry, a new page is not opened without asking. */
  function clockAnswer(): string | null {
    const last = lastAtMs()
    if (last === null || clock.atMs <= last + 31 * DAY_MS || duePage().isOpen) return null
    return `clock-jumped ${last} ${clock.atMs}`
  }

  /** What came free pays what is owed, then goes back as far as the newest page has too much. */
  function putInOrder(page: Page): void {
    payOwed(page)
    const tooMuch = Math.min(page.granted - aim(page), freeIn(book, page))
    if (page !== newest() || tooMuch <= 0) return
    page.granted -= tooMuch
    write('lower', page, tooMuch)
  }

  function payOwed(page: Page): void {
    const paid = Math.min(owedIn(book, page), freeIn(book, page))
    if (paid <= 0) return
    page.paid += paid
    write('cover', page, paid)
  }

  function setBudget(monthly: number | null): string {
    const jumped = clockAnswer()
    if (jumped) return jumped
    const page = openPage()
    book.monthly = monthly
    if (monthly !== null && !page.hasMonthGrant) grantMonth(page, monthly)
    else if (aim(page) > page.granted) {
      const raise = aim(page) - page.granted
      page.granted += raise
      write('grant', page, raise)
    }
    putInOrder(page)
    return 'done'
  }

  function topUp(amount: number, id: string): string {
    const jumped = clockAnswer()
    if (jumped) return jumped
    const page = openPage()
    if (!book.topUps.has(id)) {
      book.topUps.add(id)
      page.granted += amount
      page.added += amount
      write('topup', page, amount)
    }
    putInOrder(page)
    return 'done'
  }

  function reserve(asked: Extract<Step, { do: 'reserve' }>): string {
    const { who, amount, allowed, agreed = 0, isUnasked = false } = asked
    const jumped = clockAnswer()
    if (jumped) return jumped
    const page = openPage()
    const available = freeIn(book, page) - owedIn(book, page)
    const short = amount === 0 ? 0 : Math.max(0, amount - available)
    const mayBeShort = { firm: 0, ask: allowed, watch: MOST }[book.mode]
    if (short > (isUnasked && book.monthly !== null ? 0 : mayBeShort)) {
      if (owedIn(book, page) > 0) return `over-budget ${owedIn(book, page)} ${page.endsAtMs}`
      if (book.monthly === null && page.added === 0) return 'no-budget'
      return `not-enough-credits ${amount} ${available} ${short} ${page.endsAtMs}`
    }
    const beyond = shortfalls(book, page, who, amount)
    const furthest = Math.max(0, ...beyond.map((one) => one.short))
    if (furthest > (isUnasked ? 0 : mayBeShort)) {
      return `envelope-short ${amount} ${amount - furthest} ${furthest} ${page.endsAtMs}`
    }
    const expected = Math.floor(amount / 2)
    if (book.limit !== null && expected > Math.max(book.limit, agreed)) {
      return `above-turn-limit ${expected} ${amount} ${book.limit}`
    }
    if (book.attempts.has(who)) throw new Impossible('an attempt is reserved once')
    for (const { scope, short: over } of beyond) {
      book.envelopes.get(scope)?.holds.set(who, Math.max(0, over))
    }
    if (short > 0) {
      page.granted += short
      write('allow', page, short, who)
    }
    if (amount > 0) payOwed(page)
    book.attempts.set(who, { page, state: 'reserved', reserved: amount, cost: null, quality: null })
    write('reserve', page, amount, who)
    return 'done'
  }

  function move(who: string, to: State, from: readonly State[]): string {
    const attempt = known(who)
    if (!from.includes(attempt.state)) throw new Impossible(`${attempt.state} to ${to}`)
    attempt.state = to
    return 'done'
  }

  function settle(who: string, cost: number): string {
    const attempt = known(who)
    if (attempt.cost !== null) return 'already'
    if (attempt.state === 'reserved') throw new Impossible('settled without being sent')
    const { page, reserved } = attempt
    const within = Math.min(cost, reserved)
    Object.assign(attempt, { state: 'settled', cost: within, quality: 'exact' })
    page.paid += within
    write('settle', page, within, who)
    if (cost > reserved) {
      attempt.cost = cost
      write('overrun', page, cost - reserved, who)
    }
    putInOrder(page)
    return 'ended'
  }

  function release(who: string): string {
    const attempt = known(who)
    if (attempt.cost !== null) return 'already'
    Object.assign(attempt, { state: 'released', cost: 0 })
    write('release', attempt.page, attempt.reserved, who)
    putInOrder(attempt.page)
    return 'ended'
  }

  /** Upwards it is paid as far as something is free; downwards what was paid comes back first. */
  function adjust(who: string, cost: number): string {
    const attempt = known(who)
    if (attempt.cost === null) throw new Impossible('nothing to correct yet')
    attempt.quality = 'estimated'
    const change = cost - attempt.cost
    if (change === 0) return 'same'
    const { page } = attempt
    const paid = change > 0 ? Math.min(change, freeIn(book, page)) : Math.max(change, -page.paid)
    attempt.cost = cost
    page.paid += paid
    write('adjust', page, change, who)
    putInOrder(page)
    return 'adjusted'
  }

  function known(who: string): PaperAttempt {
    const attempt = book.attempts.get(who)
    if (!attempt) throw new Impossible('an attempt that does not exist')
    return attempt
  }

  /** More than an envelope can hold is refused as more than a balance can. */
  function answer(step: Step): string {
    const said = answerTo(step)
    if (areEnvelopesTooFull(book)) throw new Impossible('more than an envelope can hold')
    return said
  }

  function answerTo(step: Step): string {
    switch (step.do) {
      case 'budget':
        return setBudget(step.amount)
      case 'top-up':
        return topUp(step.amount, step.id)
      case 'mode':
        book.mode = step.mode
        return 'done'
      case 'start-day':
        book.startDay = step.day
        return 'done'
      case 'carry-over':
        book.carriesOver = step.carries
        return 'done'
      case 'reserve':
        return reserve(step)
      case 'dispatch':
        return move(step.who, 'dispatched', ['reserved', 'dispatched'])
      case 'doubt':
        return move(step.who, 'uncertain', ['dispatched', 'uncertain'])
      case 'settle':
        return settle(step.who, step.amount)
      case 'release':
        return release(step.who)
      case 'adjust':
        return adjust(step.who, step.amount)
      case 'wait':
        clock.atMs = Math.max(0, clock.atMs + step.ms)
        return 'done'
      case 'zone':
        clock.zone = step.zone
        return 'done'
      case 'confirm-date':
        openPage()
        return 'done'
      case 'limit':
        book.limit = step.amount
        return 'done'
      case 'envelope':
        saveEnvelope(book, step.scope, { amount: step.amount, atMs: dated(), page: newest() })
        return 'done'
      case 'no-envelope':
        return book.envelopes.delete(step.scope) ? 'done' : 'unknown-envelope'
      case 'reopen':
        return 'done'
      case 'together':
        return step.steps.map(answer).join(', ')
    }
  }

  return {
    clock,
    /** What a ledger must answer to a step; 'refused' is an error, after which all is as it was. */
    take(step: Step): string {
      const before = copyOf(book)
      try {
        return answer(step)
      } catch (error) {
        if (!(error instanceof Impossible)) throw error
        book = before
        return 'refused'
      }
    },
    pages: () => book.pages.map((page) => ({ id: page.id, ...sumsOf(book, page) })),
    attempts: (): ReadonlyMap<string, PaperAttempt> => book.attempts,
    entries: (): readonly PaperEntry[] => book.entries,
    /** What a screen may show now. Looking opens no page; one not opened yet shows what it will begin with. */
    look() {
      const { page, isOpen } = duePage()
      const { id, startsAtMs, endsAtMs, timeZone } = page
      const { monthly, mode, startDay, carriesOver, limit } = book
      const left = isOpen ? 0 : leftOf(newest())
      const unopened = { granted: (monthly ?? 0) + left, added: left }
      const sums = { ...sumsOf(book, page), ...(isOpen ? {} : unopened) }
      return {
        monthly,
        mode,
        startDay,
        carriesOver,
        limit,
        envelopes: inOrder(book.envelopes).map(([id, envelope]) => {
          const { reserved, spent } = heldIn(book, envelope, page)
          return { id, amount: envelope.amount, reserved, spent }
        }),
        sums,
        period: { id, startsAtMs, endsAtMs, timeZone },
      }
    },
    /** Every page in which something counts in an envelope, and all that counts in it. */
    envelopes() {
      return inOrder(book.envelopes).map(([id, envelope]) => ({
        id,
        holds: envelope.holds,
        pages: book.pages
          .map((page) => ({ pageId: page.id, ...heldIn(book, envelope, page) }))
          .filter(({ isAny }) => isAny),
      }))
    },
    /** How much the tightest of its envelopes has left for an attempt; null: it has none. */
    leftFor(who: string): number | null {
      const lefts = shortfalls(book, duePage().page, who, 1).map(({ short }) => 1 - short)
      return lefts.length === 0 ? null : Math.min(...lefts)
    },
    limit: (): number | null => book.limit,
    availableNow(): number {
      const { granted, reserved, spent, overrun } = this.look().sums
      return granted - reserved - spent - overrun
    },
    endsInMs: (): number => duePage().page.endsAtMs - clock.atMs,
    attemptNames: (count: number): string[] =>
      Array.from({ length: count }, (_, index) => `a${index + 1}`),
    stateOf: (who: string): State | undefined => book.attempts.get(who)?.state,
    reservedOf: (who: string): number => book.attempts.get(who)?.reserved ?? 0,
  }
}
