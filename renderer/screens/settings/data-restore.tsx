import type { ReactNode } from 'react'
import type { ProfileContents, RestorePlan } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Figure } from '../../parts/figure.tsx'
import { closePlan, restorePlanned } from '../../state/transfer.ts'
import { say, sayCount, sayDayOfYear, sayTime } from '../../words/say.tsx'

const facts = [
  ['restore.newest', ({ newestAtMs }) => whenText(newestAtMs)],
  ['restore.conversations', ({ conversationCount }) => sayCount(conversationCount)],
  ['restore.messages', ({ messageCount }) => sayCount(messageCount)],
  ['restore.entries', ({ entryCount }) => sayCount(entryCount)],
] as const satisfies [string, (contents: ProfileContents) => string][]

/** What going on from a backup would do, before it is done. */
export function DataRestore({ plan, isBusy }: { plan: RestorePlan; isBusy: boolean }): ReactNode {
  return (
    <Dialog
      title={<span className="wrap-anywhere">{say('restore.title', { file: plan.fileName })}</span>}
      onClose={() => !isBusy && closePlan()}
    >
      <table className="mx-7 mt-4 text-left">
        <thead className="text-note text-ink-3">
          <tr className="border-b border-line">
            <th scope="col" className="py-1.5 font-normal">
              <span className="sr-only">{say('restore.fact')}</span>
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              {say('restore.backup')}
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              {say('restore.present')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {facts.map(([word, shown]) => (
            <tr key={word}>
              <th scope="row" className="py-1.5 font-normal text-ink-2">
                {say(word)}
              </th>
              <td className="py-1.5 text-right">
                <Figure>{shown(plan.backup)}</Figure>
              </td>
              <td className="py-1.5 text-right">
                <Figure>{shown(plan.present)}</Figure>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-4 px-7 text-ink">{ledgerText(plan)}</p>
      <p className="mt-2 px-7 text-ink-2">{say('restore.stays')}</p>
      <div className="mt-5 flex justify-end gap-2 px-7">
        <Button disabled={isBusy} onClick={closePlan}>
          {say('restore.not-now')}
        </Button>
        <Button look="main" disabled={isBusy} onClick={() => void restorePlanned()}>
          {say('restore.do')}
        </Button>
      </div>
    </Dialog>
  )
}

function ledgerText({ keptEntryCount, leftEntryCount }: RestorePlan): string {
  if (leftEntryCount > 0) {
    return say('restore.left', { count: leftEntryCount, shown: sayCount(leftEntryCount) })
  }
  if (keptEntryCount === 0) return say('restore.same')
  return say('restore.kept', { count: keptEntryCount, shown: sayCount(keptEntryCount) })
}

function whenText(atMs: number | null): string {
  return atMs === null
    ? say('restore.nothing')
    : say('restore.when', { day: sayDayOfYear(atMs), time: sayTime(atMs) })
}
