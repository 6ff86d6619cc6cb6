import { type ReactNode, useEffect } from 'react'
import { Button } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import {
  backUp,
  chooseBackup,
  importConversations,
  openProfileFolder,
  readPlace,
  useTransfer,
} from '../../state/transfer.ts'
import { say, sayCount, sayMegabytes } from '../../words/say.tsx'
import { DataReport } from './data-report.tsx'
import { DataRestore } from './data-restore.tsx'
import { SectionHead } from './section-head.tsx'
import { SettingsRow } from './settings-row.tsx'

/** Where everything is, and how it is taken elsewhere and brought here. */
export function DataSettings(): ReactNode {
  const { task, said, report, plan } = useTransfer()
  const isBusy = task !== null
  useEffect(() => void readPlace(), [])
  return (
    <>
      <SectionHead title={say('settings.data')} note={say('data.note')} />
      <div className="divide-y divide-line rounded-card border border-line bg-raised">
        <PlaceRow />
        <SettingsRow
          title={say('data.import')}
          note={say('data.import-note')}
          said={task === 'import' ? <ImportProgress /> : null}
        >
          <Button disabled={isBusy} onClick={() => void importConversations()}>
            {say('data.import-do')}
          </Button>
        </SettingsRow>
        <Problem of="import" />
        {report && <DataReport report={report} />}
        <SettingsRow
          title={say('data.back-up')}
          note={say('data.back-up-note')}
          said={task === 'back-up' ? <BackUpProgress /> : said}
        >
          <Button disabled={isBusy} onClick={() => void backUp()}>
            {say('data.back-up-do')}
          </Button>
        </SettingsRow>
        <Problem of="back-up" />
        <SettingsRow title={say('data.restore')} note={say('data.restore-note')}>
          <Button disabled={isBusy} onClick={() => void chooseBackup()}>
            {say('data.restore-do')}
          </Button>
        </SettingsRow>
        <RestoreProblem />
        <SettingsRow title={say('data.never')} note={say('data.never-note')}>
          {null}
        </SettingsRow>
      </div>
      {plan && <DataRestore plan={plan} isBusy={task === 'restore'} />}
    </>
  )
}

function PlaceRow(): ReactNode {
  const place = useTransfer((state) => state.place)
  if (!place) return null
  const { folder, conversationCount, messageCount, sizeBytes } = place
  const contents = say('data.contents', {
    conversations: conversationCount,
    shownConversations: sayCount(conversationCount),
    messages: messageCount,
    shownMessages: sayCount(messageCount),
    megabytes: sayMegabytes(sizeBytes),
  })
  return (
    <SettingsRow
      title={say('data.place')}
      note={
        <>
          <span className="font-mono text-ink-2 wrap-anywhere select-text">{folder}</span>
          <br />
          {contents}
        </>
      }
    >
      <Button onClick={() => void openProfileFolder()}>{say('data.open-folder')}</Button>
    </SettingsRow>
  )
}

function ImportProgress(): ReactNode {
  const progress = useTransfer((state) => state.progress)
  if (progress?.totalCount === null || !progress) return <>{say('data.importing')}</>
  const { doneCount, totalCount } = progress
  return <>{say('data.importing-count', { done: doneCount, total: totalCount })}</>
}

function BackUpProgress(): ReactNode {
  const progress = useTransfer((state) => state.progress)
  if (!progress?.totalCount) return null
  const percent = Math.floor((100 * progress.doneCount) / progress.totalCount)
  return <>{say('data.backing-up', { percent: sayCount(percent) })}</>
}

function Problem({ of }: { of: 'import' | 'back-up' }): ReactNode {
  const problem = useTransfer((state) => state.problem)
  if (problem?.task !== of) return null
  return (
    <div className="px-4 py-3">
      <ProblemLine role="alert" failure={problem.failure} />
    </div>
  )
}

/** A file that will not do is said to be one; whatever else went wrong speaks for itself. */
function RestoreProblem(): ReactNode {
  const problem = useTransfer((state) => state.problem)
  if (problem?.task !== 'choose-backup' && problem?.task !== 'restore') return null
  const { failure } = problem
  const isOfFile = failure.kind === 'import-refused' || failure.kind === 'backup-unusable'
  if (!isOfFile) {
    return (
      <div className="px-4 py-3">
        <ProblemLine role="alert" failure={failure} />
      </div>
    )
  }
  const isNewer = failure.kind === 'import-refused' && failure.reason === 'newer-version'
  const file = failure.kind === 'import-refused' ? failure.fileName : failure.backupName
  return (
    <p role="alert" className="px-4 py-3 wrap-anywhere">
      {say(isNewer ? 'restore.newer' : 'restore.unusable', { file })}
    </p>
  )
}
