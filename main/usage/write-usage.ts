import { modelKeyText } from '../../shared/chat/message.ts'
import { csvOf } from '../../shared/csv.ts'
import { exactCredits } from '../../shared/money/credits.ts'
import type { Usage, UsageSum } from '../../shared/usage/usage.ts'

/** What an export of usage calls itself, so that a program can tell what it reads. */
const FORMAT = { format: 'farthing-usage', version: 1 } as const

/**
 * Usage for other programs: every amount in nano-USD, and beside it in USD and in credits as exact
 * decimals.
 */
export function usageJson(usage: Usage, creditsPerUsd: number): string {
  const file = { ...FORMAT, creditsPerUsd, ...usage }
  return `${JSON.stringify(withUnits(file, creditsPerUsd), null, 2)}\n`
}

/** Adds to each amount called `…NanoUsd` the same as `…Usd` and `…Credits`. */
function withUnits(value: unknown, creditsPerUsd: number): unknown {
  if (Array.isArray(value)) return value.map((one) => withUnits(one, creditsPerUsd))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([name, own]: [string, unknown]) => {
    const stem = /^(?<stem>.+)NanoUsd$/u.exec(name)?.groups?.['stem']
    if (stem === undefined) return [[name, withUnits(own, creditsPerUsd)] as const]
    return [
      [name, own] as const,
      [`${stem}Usd`, amountsIn(own, exactUsd)] as const,
      [
        `${stem}Credits`,
        amountsIn(own, (nanoUsd) => exactCredits(nanoUsd, creditsPerUsd)),
      ] as const,
    ]
  })
  return Object.fromEntries(entries)
}

/** An amount as a text, or each of a record of amounts. */
function amountsIn(value: unknown, textOf: (nanoUsd: number) => string): unknown {
  if (typeof value === 'number') return textOf(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => [name, amountsIn(own, textOf)]),
  )
}

/** The same for a spreadsheet, a line a row of each list; those of one group add up to the total. */
export function usageCsv(usage: Usage, creditsPerUsd: number): string {
  const { total, firstDay, lastDay, forecast } = usage
  const money = (nanoUsd: number): string[] => [
    String(nanoUsd),
    exactUsd(nanoUsd),
    exactCredits(nanoUsd, creditsPerUsd),
  ]
  const line = (group: string, key: string, name: string | null, sum: UsageSum) => [
    group,
    key,
    name ?? '',
    String(sum.turnCount),
    ...money(sum.spentNanoUsd),
    exactUsd(sum.savedNanoUsd),
  ]
  const days = usage.bars.filter(({ day }) => usage.span === 'all' || isIn(usage, day))
  const rows = [
    line('total', `${firstDay}/${lastDay}`, null, total),
    ...days.map(({ day, turnCount, spentNanoUsd }) => {
      const spent = Object.values(spentNanoUsd).reduce((sum, amount) => sum + amount, 0)
      const group = usage.span === 'all' ? 'month' : 'day'
      return [group, day, '', String(turnCount), ...money(spent)]
    }),
    ...usage.byTier.map((row) => line('tier', row.key, row.name, row)),
    ...usage.byProvider.map((row) => line('provider', row.key, row.name, row)),
    ...usage.byModel.map((row) => [
      ...line('model', modelKeyText(row.key), row.name, row),
      String(row.inputTokens),
      String(row.cacheReadTokens),
      String(row.outputTokens),
    ]),
    ...usage.byPurpose.map((row) => line('purpose', row.key, row.name, row)),
    ...usage.byConversation.map((row) =>
      line('conversation', row.conversationId ?? row.kind, row.title, row),
    ),
    ...(forecast
      ? (['expected', 'low', 'high'] as const).map((name) => [
          'forecast',
          name,
          '',
          '',
          ...money(forecast[`${name}NanoUsd`]),
        ])
      : []),
  ]
  return csvOf([
    HEAD,
    ...rows.map((cells) => [...cells, ...HEAD.slice(cells.length).map(() => '')]),
  ])
}

const HEAD = [
  'group',
  'key',
  'name',
  'turns',
  'spent_nano_usd',
  'spent_usd',
  'spent_credits',
  'saved_usd',
  'input_tokens',
  'cache_read_tokens',
  'output_tokens',
]

function isIn({ firstDay, lastDay }: Usage, day: string): boolean {
  return day >= firstDay && day <= lastDay
}

/** A name for the file: the month by its first day, the others by theirs. */
export function usageFileName({ span, firstDay, lastDay }: Usage): string {
  return span === 'day' ? `farthing-usage-${firstDay}` : `farthing-usage-${firstDay}-to-${lastDay}`
}

/** With all nine decimals, as a credit that is a whole USD. */
function exactUsd(nanoUsd: number): string {
  return exactCredits(nanoUsd, 1)
}
