import { modelKeyText } from '../../shared/chat/message.ts'
import { exactCredits } from '../../shared/money/credits.ts'
import type { Usage, UsageSum } from '../../shared/usage/usage.ts'
import { columns } from '../columns.ts'

/** Usage for a person at a terminal: the sum, how the month will end, then each list. */
export function asTable(usage: Usage, creditsPerUsd: number): string {
  const { firstDay, lastDay, total, month, forecast } = usage
  const money = (nanoUsd: number): string[] => [
    exactCredits(nanoUsd, creditsPerUsd),
    exactCredits(nanoUsd, 1),
  ]
  const sums: (readonly [string, number])[] = [
    ['spent', total.spentNanoUsd],
    ...(month
      ? ([
          ['reserved', month.balances.reservedNanoUsd],
          ['available', month.availableNanoUsd],
        ] as const)
      : []),
    ['saved by caches', total.savedNanoUsd],
    ...(forecast
      ? ([
          ['expected at the end', forecast.expectedNanoUsd],
          ['at least, likely', forecast.lowNanoUsd],
          ['at most, likely', forecast.highNanoUsd],
        ] as const)
      : []),
  ]
  const head = columns(
    [firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`, 'credits', 'USD'],
    sums.map(([name, nanoUsd]) => [name, ...money(nanoUsd)]),
    ['credits', 'USD'],
  )
  const list = (title: string, rows: readonly (UsageSum & { called: string })[]): string =>
    columns(
      [title, 'turns', 'credits', 'USD'],
      [...rows, { called: 'together', ...total }].map((row) => [
        row.called,
        String(row.turnCount),
        ...money(row.spentNanoUsd),
      ]),
      ['turns', 'credits', 'USD'],
    )
  return [
    head,
    ...(usage.span === 'day' ? [] : [list(usage.span === 'all' ? 'month' : 'day', daysOf(usage))]),
    list(
      'tier',
      usage.byTier.map((row) => ({ ...row, called: row.key })),
    ),
    list(
      'model',
      usage.byModel.map((row) => ({ ...row, called: modelKeyText(row.key) })),
    ),
    list(
      'provider',
      usage.byProvider.map((row) => ({ ...row, called: row.name ?? row.key })),
    ),
    list(
      'purpose',
      usage.byPurpose.map((row) => ({ ...row, called: row.key })),
    ),
    list(
      'conversation',
      usage.byConversation.map((row) => ({ ...row, called: row.title ?? `(${row.kind})` })),
    ),
  ].join('\n')
}

/** Those on which anything was done. */
function daysOf({ bars }: Usage): (UsageSum & { called: string })[] {
  return bars
    .map(({ day, turnCount, spentNanoUsd }) => ({
      called: day,
      turnCount,
      spentNanoUsd: Object.values(spentNanoUsd).reduce((sum, amount) => sum + amount, 0),
      savedNanoUsd: 0,
    }))
    .filter(({ turnCount, spentNanoUsd }) => turnCount > 0 || spentNanoUsd > 0)
}
