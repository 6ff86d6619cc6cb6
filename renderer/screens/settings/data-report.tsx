import { type ReactNode, useId } from 'react'
import type { ImportedItem, ImportProblem, ImportReport } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { closeReport, saveReport } from '../../state/transfer.ts'
import { say, sayCount } from '../../words/say.tsx'

/** More would be slow to lay out, and nobody reads them on a screen. */
const MOST_ROWS = 200

/** What an import came to: the counts first, then what is to know of single items. */
export function DataReport({ report }: { report: ImportReport }): ReactNode {
  const id = useId()
  const { fileName, items } = report
  const notable = items.filter(({ problems }) => problems.length > 0)
  const rest = notable.length - MOST_ROWS
  return (
    <section aria-labelledby={id} className="px-4 py-3.5">
      <h3 id={id} className="font-medium wrap-anywhere">
        {say('report.title', { file: fileName })}
      </h3>
      <p role="status" className="text-ink-2">
        {summary(report).join(' ')}
      </p>
      {notable.length > 0 && (
        <div className="mt-3 max-h-80 overflow-y-auto rounded-row border border-line" tabIndex={0}>
          <table className="w-full table-fixed text-left text-note">
            <caption className="sr-only">{say('report.table')}</caption>
            <thead className="sticky top-0 bg-raised text-ink-3">
              <tr className="border-b border-line">
                <th scope="col" className="w-[34%] px-3 py-1.5 font-normal">
                  {say('report.conversation')}
                </th>
                <th scope="col" className="w-[20%] px-3 py-1.5 font-normal">
                  {say('report.outcome')}
                </th>
                <th scope="col" className="px-3 py-1.5 font-normal">
                  {say('report.why')}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {notable.slice(0, MOST_ROWS).map((item, index) => (
                <tr key={`${index} ${item.title}`} className="align-top">
                  <td className="truncate px-3 py-1.5 text-ink" title={titleOf(item)}>
                    {titleOf(item)}
                  </td>
                  <td className="px-3 py-1.5 text-ink-2">
                    {say(`report.outcome-${item.outcome}`)}
                  </td>
                  <td className="px-3 py-1.5 text-ink-2">{whyOf(item)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rest > 0 && (
        <p className="mt-2 text-note text-ink-3">
          {say('report.more', { count: rest, shown: sayCount(rest) })}
        </p>
      )}
      <div className="mt-3 flex gap-2">
        <Button small onClick={() => void saveReport(textOf(report))}>
          {say('report.save')}
        </Button>
        <Button small look="quiet" onClick={closeReport}>
          {say('report.close')}
        </Button>
      </div>
    </section>
  )
}

/** How many of which outcome, each as a sentence. */
function summary({ fileName, items, messageCount }: ImportReport): string[] {
  if (items.length === 0) return [say('report.none', { file: fileName })]
  const countOf = (outcome: ImportedItem['outcome']): number =>
    items.filter((item) => item.outcome === outcome).length
  const partly = countOf('partly')
  const imported = countOf('imported') + partly
  const sentence = (id: 'report.partly' | 'report.known' | 'report.refused', count: number) =>
    count === 0 ? [] : [say(id, { count, shown: sayCount(count) })]
  const all = {
    count: imported,
    shown: sayCount(imported),
    messages: messageCount,
    shownMessages: sayCount(messageCount),
  }
  return [
    ...(imported === 0 ? [] : [say('report.imported', all)]),
    ...sentence('report.partly', partly),
    ...sentence('report.known', countOf('known')),
    ...sentence('report.refused', countOf('refused')),
  ]
}

function titleOf({ title }: ImportedItem): string {
  return title === '' ? say('report.untitled') : title
}

function whyOf({ problems }: ImportedItem): string {
  return problems.map(problemText).join(' ')
}

function problemText(problem: ImportProblem): string {
  if (!('count' in problem)) return say(`problem-of.${problem.kind}`)
  const { kind, count } = problem
  return say(`problem-of.${kind}`, { count, shown: sayCount(count) })
}

/** The whole report, a line an item. */
function textOf(report: ImportReport): string {
  const lines = report.items.map((item) =>
    say('report.line', {
      outcome: say(`report.outcome-${item.outcome}`),
      title: titleOf(item),
      why: whyOf(item),
    }).trim(),
  )
  const head = [say('report.title', { file: report.fileName }), ...summary(report)]
  return [...head, '', ...lines, ''].join('\n')
}
