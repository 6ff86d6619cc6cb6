import { type ReactNode, useEffect } from 'react'
import { Button } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { act } from '../../state/act.ts'
import { askForDrift, chooseDriftFile, readDriftSources, useDrift } from '../../state/drift.ts'
import { showUsage } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { FileResult } from './file-result.tsx'
import { KeyResult } from './key-result.tsx'

/** What providers say of themselves, beside the ledger. It is looked at, and nothing is changed. */
export function UsageCheck(): ReactNode {
  const sources = useDrift((state) => state.sources)
  const sourcesFailure = useDrift((state) => state.sourcesFailure)
  const result = useDrift((state) => state.result)
  useEffect(() => void readDriftSources(), [])
  useResultInSight()
  const isAnywhere = sources !== null && sources.asked.length + sources.exported.length > 0
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-12 flex-none items-center gap-1.5 border-b border-line px-6">
        <button
          type="button"
          className="rounded-code text-ink-2 hover:text-ink"
          onClick={() => showUsage()}
        >
          {say('usage.title')}
        </button>
        <span aria-hidden="true" className="text-ink-3">
          /
        </span>
        <h1 className="font-semibold">{say('drift.title')}</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
        <div className="max-w-[808px] px-8 pt-5 pb-12 max-[960px]:px-5">
          <p className="text-ink-2">{say('drift.intro')}</p>
          {sourcesFailure && (
            <div className="mt-3 flex items-center justify-between gap-4">
              <ProblemLine role="alert" failure={sourcesFailure} />
              <Button small onClick={() => void readDriftSources()}>
                {say('usage.read-again')}
              </Button>
            </div>
          )}
          {isAnywhere && <Ways />}
          {sources && !isAnywhere && <p className="mt-3">{say('drift.practice')}</p>}
          {result?.kind === 'key' && <KeyResult drift={result.drift} />}
          {result?.kind === 'file' && (
            <FileResult
              key={`${result.drift.fileName} ${result.drift.format}`}
              drift={result.drift}
            />
          )}
        </div>
      </div>
    </main>
  )
}

/** The two ways to a provider's figures: to ask it, and to read what it exported. */
function Ways(): ReactNode {
  const asked = useDrift((state) => state.sources?.asked ?? [])
  const busy = useDrift((state) => state.busy)
  return (
    <div className="mt-4 divide-y divide-line rounded-card border border-line bg-raised">
      {asked.length > 0 && (
        <Way title={say('drift.ask-title')} note={say('drift.ask-note')} kind="key">
          {asked.map(({ providerId, providerName }) => (
            <Button
              key={providerId}
              small
              disabled={busy !== null}
              onClick={() => void askForDrift(providerId)}
            >
              {say('drift.ask', { provider: providerName })}
            </Button>
          ))}
        </Way>
      )}
      <Way title={say('drift.file-title')} note={say('drift.file-note')} kind="file">
        <Button small disabled={busy !== null} onClick={() => void chooseDriftFile()}>
          {say('drift.choose')}
        </Button>
      </Way>
    </div>
  )
}

function Way({
  title,
  note,
  kind,
  children,
}: {
  title: string
  note: string
  kind: 'key' | 'file'
  children: ReactNode
}): ReactNode {
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="font-semibold">{title}</h2>
          <p className="text-ink-2">{note}</p>
        </div>
        <div className="flex flex-wrap gap-2">{children}</div>
      </div>
      <WayState kind={kind} />
    </div>
  )
}

function WayState({ kind }: { kind: 'key' | 'file' }): ReactNode {
  const busy = useDrift((state) => state.busy)
  const problem = useDrift((state) => state.problem)
  const sources = useDrift((state) => state.sources)
  const providerId = problem?.asked.kind === 'key' ? problem.asked.providerId : null
  const provider =
    busy?.kind === 'key' && sources?.asked.find((one) => one.providerId === busy.providerId)
  return (
    <>
      <p role="status" className="text-note text-ink-2 empty:hidden">
        {kind === 'file' && busy?.kind === 'file' && say('drift.reading')}
        {kind === 'key' && provider && say('drift.asking', { provider: provider.providerName })}
      </p>
      {problem?.asked.kind === kind && (
        <div className="mt-2">
          <ProblemLine
            failure={problem.failure}
            role="alert"
            onAction={(action) => {
              if (action !== 'send-again') act(action, providerId)
              else if (providerId !== null) void askForDrift(providerId)
            }}
          />
        </div>
      )}
    </>
  )
}

/** What was asked for may stand below the fold: it is shown, and read from its heading on. */
function useResultInSight(): void {
  const result = useDrift((state) => state.result)
  useEffect(() => {
    if (result === null) return
    const heading = document.getElementById('drift-result')
    heading?.focus({ preventScroll: true })
    heading?.scrollIntoView({ block: 'nearest' })
  }, [result])
}
