import type { ReactNode } from 'react'
import type { Usage } from '../../../shared/usage/usage.ts'
import { hasNoLimit, isWaiting, useBudget } from '../../state/budget.ts'
import { dayOf, sayBudgetMonth, sayDays, sayLongDay } from '../../words/days.ts'
import { say, sayCount, sayDate, sayDay } from '../../words/say.tsx'
import type { Amounts } from './amounts.ts'
import { roundedForecast } from './rounded-forecast.ts'

/** How the month will end, while it runs; else what the span came to. */
export function Outlook({ usage, amounts }: { usage: Usage; amounts: Amounts }): ReactNode {
  const budget = useBudget()
  const { month, forecast } = usage
  const isRunning = month !== null && usage.firstDay <= usage.today && usage.today <= usage.lastDay
  // Over budget the ring has a rim and no dot.
  const hasDot = !budget || !month || !isWaiting({ ...budget, balances: month.balances })
  const sentences =
    isRunning && forecast
      ? forecastSentences(usage, amounts, budget !== null && hasNoLimit(budget))
      : [isRunning ? say('usage.forecast-later') : turnsSentence(usage, amounts)]
  return (
    <section aria-labelledby="usage-outlook" className="-mb-3 min-w-0 self-center">
      <h2 id="usage-outlook" className="text-section">
        {isRunning && forecast && month
          ? say('usage.forecast', {
              expected: amounts.short(roundedForecast(forecast, amounts).expectedNanoUsd),
              date: sayDay(month.endsAtMs - 1, month.timeZone),
            })
          : headingOf(usage, amounts, isRunning)}
      </h2>
      <p className="mt-1 text-ink-2">
        {sentences.join(' ')}
        {isRunning && hasDot && (
          <span className="max-[960px]:sr-only">
            {' '}
            {say('usage.dot', { day: dayNumber(usage), count: month.dayCount })}
          </span>
        )}
      </p>
    </section>
  )
}

function forecastSentences(usage: Usage, amounts: Amounts, isWithoutLimit: boolean): string[] {
  const { forecast, month } = usage
  if (!forecast || !month) return []
  const { lowNanoUsd, highNanoUsd, leftNanoUsd } = roundedForecast(
    forecast,
    amounts,
    month.balances.grantedNanoUsd,
  )
  const range = { low: amounts.short(lowNanoUsd), high: amounts.short(highNanoUsd) }
  if (isWithoutLimit) return [say('usage.forecast-range', range)]
  if (leftNanoUsd > 0) {
    return [say('usage.forecast-left', { ...range, left: amounts.short(leftNanoUsd) })]
  }
  if (leftNanoUsd === 0) return [say('usage.forecast-all', range)]
  return [say('usage.forecast-beyond', { ...range, beyond: amounts.short(-leftNanoUsd) })]
}

function headingOf(usage: Usage, amounts: Amounts, isRunning: boolean): string {
  const { span, firstDay, lastDay, today, total } = usage
  const amount = amounts.whole(total.spentNanoUsd)
  const isNothing = total.turnCount === 0 && total.spentNanoUsd === 0
  if (span === 'day') {
    const day = sayLongDay(firstDay)
    return say(isNothing ? 'usage.nothing-on' : 'usage.on-day', { amount, day })
  }
  if (span === 'week') {
    const days = sayDays(firstDay, lastDay)
    return say(isNothing ? 'usage.nothing-in-days' : 'usage.in-days', { amount, days })
  }
  if (span === 'all') return say('usage.since', { amount, day: sayDate(firstDay) })
  const month = sayBudgetMonth(firstDay, lastDay, today)
  if (isNothing) return say('usage.nothing-in', { month })
  return say(isRunning ? 'usage.so-far' : 'usage.in-month', {
    month,
    count: total.turnCount,
    shown: sayCount(total.turnCount),
  })
}

/** Of a month the turns stand above, and what they came to beside the coin. */
function turnsSentence({ span, total }: Usage, { whole }: Amounts): string {
  const { turnCount, spentNanoUsd } = total
  const each = turnCount === 0 ? '' : whole(Math.round(spentNanoUsd / turnCount))
  if (span === 'month' && turnCount > 0) return say('usage.each', { each })
  return say('usage.turns-each', { count: turnCount, shown: sayCount(turnCount), each })
}

/** The how many-eth day of its month today is. */
function dayNumber({ firstDay, today, month }: Usage): number {
  const from = month ? dayOf(month.startsAtMs, month.timeZone) : firstDay
  const dayMs = 24 * 60 * 60 * 1000
  return Math.round((Date.parse(today) - Date.parse(from)) / dayMs) + 1
}
