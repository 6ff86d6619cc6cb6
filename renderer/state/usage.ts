import { create } from 'zustand'
import type { Failure } from '../../shared/failures.ts'
import type { TrackRecord } from '../../shared/ipc/shapes.ts'
import type { Usage, UsageSpan } from '../../shared/usage/usage.ts'
import { call, listenTo } from '../api.ts'
import { say } from '../words/say.tsx'
import { notify } from './notices.ts'
import { tellFailure } from './tell-failure.ts'

export type Grouping = 'tier' | 'model' | 'provider' | 'purpose'

type UsageState = {
  span: UsageSpan
  /** A day of the span, YYYY-MM-DD; null: today, also once that is another day. */
  day: string | null
  /** As it was last read. What stands on the screen stays until the next answer. */
  usage: Usage | null
  record: TrackRecord | null
  failure: Failure | null
  grouping: Grouping
  /** Whether amounts are said in the person's currency and not in credits. */
  isInMoney: boolean
}

export const useUsage = create<UsageState>()(() => ({
  span: 'month',
  day: null,
  usage: null,
  record: null,
  failure: null,
  grouping: 'tier',
  isInMoney: false,
}))

const { getState, setState } = useUsage

/** Reads what was spent, and again whenever that changes, until the function it returns is called. */
export function followUsage(): () => void {
  const read = (): void => void readUsage()
  const stop = listenTo('budget.changed', read)
  // Another day may have begun.
  addEventListener('focus', read)
  read()
  return () => {
    stop()
    removeEventListener('focus', read)
  }
}

export function showSpan(span: UsageSpan, day: string | null = getState().day): void {
  setState({ span, day })
  void readUsage()
}

/** The span before or after the one that is shown, where there is one. */
export function stepUsage(direction: 'earlier' | 'later'): void {
  const { usage, span } = getState()
  const day = direction === 'earlier' ? usage?.earlierDay : usage?.laterDay
  if (usage?.span === span && day) showSpan(span, day)
}

export function groupUsage(grouping: Grouping): void {
  setState({ grouping })
}

export function sayUsageInMoney(isInMoney: boolean): void {
  setState({ isInMoney })
}

/** Asks where to, and writes what is shown there. */
export async function saveUsage(format: 'csv' | 'json'): Promise<void> {
  const { span, day } = getState()
  const written = await call('usage.export', { span, day, format })
  if (!written.ok) tellFailure(written.failure)
  else if (written.value) notify(say('export.done', { path: written.value.path }))
}

let isReading = false
let mustReadAgain = false

/** One at a time: whatever changes meanwhile is read once, after it. */
export async function readUsage(): Promise<void> {
  mustReadAgain = isReading
  if (isReading) return
  isReading = true
  const { span, day } = getState()
  const [usage, record] = await Promise.all([
    call('usage.read', { span, day }),
    call('estimate.trackRecord', {}),
  ])
  isReading = false
  if (record.ok) setState({ record: record.value })
  const isStillAsked = getState().span === span && getState().day === day
  if (isStillAsked && usage.ok) putUsage(usage.value)
  else if (isStillAsked && !usage.ok) setState({ failure: usage.failure })
  if (mustReadAgain) await readUsage()
}

/** A span that today lies in goes on with the days. */
function putUsage(usage: Usage): void {
  const isNow = usage.firstDay <= usage.today && usage.today <= usage.lastDay
  setState({ usage, failure: null, ...(isNow && { day: null }) })
}
