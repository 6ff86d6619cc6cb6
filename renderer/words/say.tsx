import type { ReactNode } from 'react'
import { createIntl, createIntlCache, type IntlShape } from 'react-intl'
import type { Settings } from '../../shared/ipc/shapes.ts'
import { en, type WordId } from './en.ts'
import { languageOf, translations } from './languages/languages.ts'

/** Replaced once, before the first screen is drawn; another language loads the window anew. */
let intl = createSpoken('en-GB', en)

/** Fetches the language and says everything in it from then on. Words it lacks stay English. */
export async function speak(wanted: Settings['language']): Promise<void> {
  const { language, locale } = languageOf(wanted, navigator.languages)
  if (language === 'en') return
  intl = createSpoken(locale, { ...en, ...(await translations[language]()) })
  document.documentElement.lang = locale
}

/** For numbers, dates and lists: a tag such as `en-GB`. */
export function locale(): string {
  return intl.locale
}

function createSpoken(locale: string, messages: Record<WordId, string>): IntlShape {
  return createIntl(
    {
      locale,
      messages,
      defaultRichTextElements: {
        b: (chunks) => <b className="font-semibold text-ink">{chunks}</b>,
        stop: (chunks) => <span className="font-medium text-stop">{chunks}</span>,
        quiet: (chunks) => (
          <span className="text-body font-normal tracking-normal text-ink-2">{chunks}</span>
        ),
      },
      onError: (error) => {
        throw error
      },
    },
    createIntlCache(),
  )
}

/** A sentence as text, for names, titles and the clipboard. */
export function say(id: WordId, values?: Record<string, string | number>): string {
  return intl.formatMessage({ id }, values)
}

type Part = ReactNode | ((chunks: ReactNode[]) => ReactNode)

/** A sentence on the screen; figures and links may stand in it as elements. */
export function Say({ id, values }: { id: WordId; values?: Record<string, Part> }): ReactNode {
  return <>{intl.formatMessage({ id }, values)}</>
}

/** "qwen3 and gemma3". */
export function sayList(names: readonly string[]): string {
  return intl.formatList(names, { type: 'conjunction' })
}

export function sayCount(count: number): string {
  return intl.formatNumber(count)
}

/** "90%", as the language writes it. */
export function sayPercent(percent: number): string {
  return intl.formatNumber(percent / 100, { style: 'percent' })
}

/** "200k", "1M": enough to tell context windows apart. */
export function sayTokensShort(tokens: number): string {
  const maximumFractionDigits = tokens < 1_000_000 ? 0 : 1
  return intl.formatNumber(tokens, { notation: 'compact', maximumFractionDigits }).replace('K', 'k')
}

/** "1 December", of a period in the time zone it was made in. */
export function sayDay(atMs: number, timeZone?: string): string {
  return intl.formatDate(atMs, { day: 'numeric', month: 'long', ...(timeZone && { timeZone }) })
}

/** "November 2026", of an instant, on this computer's clock. */
export function sayMonth(atMs: number): string {
  return intl.formatDate(atMs, { month: 'long', year: 'numeric' })
}

/** "5 March 2027", of an instant, where the year is in question. */
export function sayDayOfYear(atMs: number): string {
  return intl.formatDate(atMs, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** "24 September 2026", from a date without a time. */
export function sayDate(date: string): string {
  return intl.formatDate(`${date}T12:00:00Z`, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
}

/** "24 Sep 2026", where a column is narrow. */
export function sayDateShort(date: string): string {
  return intl.formatDate(`${date}T12:00:00Z`, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
}

export function sayTime(atMs: number): string {
  return intl.formatTime(atMs, { hour: '2-digit', minute: '2-digit' })
}

/** "14:20:05", where a minute is too long. */
export function saySecond(atMs: number): string {
  return intl.formatTime(atMs, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
}

/** "3.1", in millions of bytes; small files are not said to be 0. */
export function sayMegabytes(bytes: number): string {
  const megabytes = Math.max(0.1, bytes / 1_000_000)
  return intl.formatNumber(megabytes, { maximumFractionDigits: megabytes < 10 ? 1 : 0 })
}
