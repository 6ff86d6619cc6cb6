import { create } from 'zustand'
import type { ModelKey } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import type { SearchHit } from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'
import { showSearch } from './screen.ts'

export type Period = 'any' | 'week' | 'month' | 'year' | 'between'

/** What is looked for, as it stands in the fields. */
export type Asked = {
  text: string
  model: ModelKey | null
  /** Null: everywhere. */
  conversationId: string | null
  period: Period
  /** Days as `2026-11-22`, of the period `between`; empty leaves that side open. */
  fromDay: string
  untilDay: string
}

type SearchState = {
  asked: Asked
  /** What the hits are for; null before the first answer. What is on the screen stays until the next. */
  answered: Asked | null
  hits: SearchHit[]
  hasMore: boolean
  failure: Failure | null
}

const nothingAsked: Asked = {
  text: '',
  model: null,
  conversationId: null,
  period: 'any',
  fromDay: '',
  untilDay: '',
}

export const useSearch = create<SearchState>()(() => ({
  asked: nothingAsked,
  answered: null,
  hits: [],
  hasMore: false,
  failure: null,
}))

const { getState, setState } = useSearch

/** Between two keys of a fast typist: what is asked for sooner is asked for once. */
const PAUSE_MS = 60

const DAY_MS = 24 * 60 * 60 * 1000
const daysOf = { week: 7, month: 30, year: 365 } as const

let timer: ReturnType<typeof setTimeout> | null = null
let isReadingMore = false

/** Changes what is looked for, and looks for it once it rests for a moment. */
export function ask(change: Partial<Asked>): void {
  setState(({ asked }) => ({ asked: { ...asked, ...change } }))
  if (timer) clearTimeout(timer)
  timer = setTimeout(() => void find(), PAUSE_MS)
}

/** Narrows the search to one conversation, and shows it. */
export function searchIn(conversationId: string): void {
  ask({ conversationId })
  showSearch()
}

/** Everywhere, any model, any time: the same words. */
export function widen(): void {
  const { text } = getState().asked
  ask({ ...nothingAsked, text })
}

/** Looks anew: something was said since. */
export function refresh(): void {
  if (getState().asked.text.trim() !== '') void find()
}

export function isNarrowed({ model, conversationId, period }: Asked): boolean {
  return model !== null || conversationId !== null || period !== 'any'
}

async function find(): Promise<void> {
  timer = null
  const { asked } = getState()
  if (asked.text.trim() === '') {
    setState({ answered: null, hits: [], hasMore: false, failure: null })
    return
  }
  const found = await call('search.find', inputOf(asked))
  // Something else was asked for meanwhile: that answer counts.
  if (getState().asked !== asked) return
  if (found.ok) setState({ answered: asked, ...found.value, failure: null })
  else setState({ answered: asked, hits: [], hasMore: false, failure: found.failure })
}

/** The hits that are older than those on the screen. */
export async function readMore(): Promise<void> {
  const { answered, hits, hasMore } = getState()
  const last = hits.at(-1)
  if (!answered || !last || !hasMore || isReadingMore) return
  isReadingMore = true
  const found = await call('search.find', { ...inputOf(answered), beforePlace: last.place })
  isReadingMore = false
  if (getState().hits !== hits) return
  if (found.ok) setState({ hits: [...hits, ...found.value.hits], hasMore: found.value.hasMore })
  else setState({ failure: found.failure, hasMore: false })
}

function inputOf({ text, model, conversationId, period, fromDay, untilDay }: Asked) {
  const common = { text, model, conversationId }
  if (period === 'any') return { ...common, fromMs: null, untilMs: null }
  if (period === 'between') {
    return {
      ...common,
      fromMs: fromDay === '' ? null : startOf(fromDay),
      untilMs: untilDay === '' ? null : startOf(untilDay, 1) - 1,
    }
  }
  return { ...common, fromMs: Date.now() - daysOf[period] * DAY_MS, untilMs: null }
}

/** The first moment of a day on this computer's clock, or of one after it. */
function startOf(day: string, daysAfter = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysAfter).getTime()
}
