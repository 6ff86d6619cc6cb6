import { type ReactNode, useEffect } from 'react'
import { Button } from '../../parts/button.tsx'
import { readDriftSources, useDrift } from '../../state/drift.ts'
import { showUsageCheck } from '../../state/screen.ts'
import { Say, say } from '../../words/say.tsx'

/** In a provider's details: where its own figures stand beside the ledger. Nothing where it has none. */
export function CompareButton({ providerId }: { providerId: string }): ReactNode {
  const sources = useDrift((state) => state.sources)
  useEffect(() => void readDriftSources(), [])
  const known = sources ? [...sources.asked, ...sources.exported] : []
  if (!known.some((source) => source.providerId === providerId)) return null
  return (
    <Button look="quiet" small onClick={showUsageCheck}>
      {say('drift.do')}
    </Button>
  )
}

/** Below what was spent: the way to what the providers say of it. Nothing where none says anything. */
export function CompareLine(): ReactNode {
  const sources = useDrift((state) => state.sources)
  useEffect(() => void readDriftSources(), [])
  const isAnywhere = sources !== null && sources.asked.length + sources.exported.length > 0
  if (!isAnywhere) return null
  return (
    <p className="text-ink-2 @min-[860px]:col-span-2">
      <Say
        id="drift.line"
        values={{
          link: (chunks) => (
            <Button look="link" onClick={showUsageCheck}>
              {chunks}
            </Button>
          ),
        }}
      />
    </p>
  )
}
