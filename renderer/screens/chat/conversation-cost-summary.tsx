import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type ModelKey, modelKeyText } from '../../../shared/chat/message.ts'
import type { SavingSummary } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { Select } from '../../parts/select.tsx'
import { act } from '../../state/act.ts'
import { findModel } from '../../state/catalog.ts'
import { useConversations } from '../../state/conversations.ts'
import { useCreditsText } from '../../state/profile.ts'
import {
  stopSummary,
  summarise,
  useSummaryFailure,
  useWriting,
  type Writing,
} from '../../state/savings.ts'
import { sayingOf } from '../../words/saving-text.ts'
import { say } from '../../words/say.tsx'
import { Way } from './conversation-cost-ways.tsx'

/** No summary is much better for having cost more: only the cheapest are offered. */
const MOST_OFFERED = 16

/** Has the older turns summarised by a model that is picked here, with its price before. */
export function SummariseTurns({ summary }: { summary: SavingSummary | null }): ReactNode {
  const conversationId = useConversations(({ currentId }) => currentId)
  const writing = useWriting(conversationId)
  const place = useRef<HTMLDivElement>(null)
  const isWriting = writing !== null
  useEffect(() => {
    // What had the focus is gone with the end of the summary.
    if (!isWriting && document.activeElement === document.body) place.current?.focus()
  }, [isWriting])
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <Summarising conversationId={conversationId} writing={writing} summary={summary} />
    </div>
  )
}

function Summarising({
  conversationId,
  writing,
  summary,
}: {
  conversationId: string
  writing: Writing | null
  summary: SavingSummary | null
}): ReactNode {
  const failure = useSummaryFailure(conversationId)
  if (writing) {
    const { summaryId, modelName, turnCount } = writing
    return (
      <Way
        title={say('savings.summarise')}
        cost={null}
        note={say('savings.writing', { model: modelName, count: turnCount })}
      >
        <Button small autoFocus onClick={() => void stopSummary(summaryId)}>
          {say('savings.stop')}
        </Button>
      </Way>
    )
  }
  if (!summary && !failure) return null
  return (
    <>
      {summary && <Offer summary={summary} />}
      {failure && (
        <div className="mt-2.5">
          <ProblemLine failure={failure} onAction={(action) => act(action, null)} role="alert" />
        </div>
      )}
    </>
  )
}

function Offer({ summary }: { summary: SavingSummary }): ReactNode {
  const { models, suggested, turnCount } = summary
  const [picked, setPicked] = useState<ModelKey | null>(null)
  const credits = useCreditsText()
  const isPicked = (key: ModelKey): boolean =>
    modelKeyText(key) === modelKeyText(picked ?? suggested)
  const chosen = models.find(({ key }) => isPicked(key)) ?? models[0]
  if (!chosen) return null
  const { expectedNanoUsd, ceilingNanoUsd } = chosen
  const saves = sayingOf(summary, credits)
  const offered = models.filter(({ key }, place) => place < MOST_OFFERED || isPicked(key))
  return (
    <Way
      title={say('savings.summarise')}
      cost={
        ceilingNanoUsd === 0
          ? say('savings.summary-cost-free', { saves })
          : say('savings.summary-cost', {
              about: credits(expectedNanoUsd),
              most: credits(ceilingNanoUsd),
              saves,
            })
      }
      note={say('savings.summary-note', { count: turnCount })}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Select
          name={say('savings.writer')}
          value={modelKeyText(chosen.key)}
          choices={offered.map(({ key, expectedNanoUsd: cost }) => ({
            value: modelKeyText(key),
            label: choiceText(findModel(key)?.name ?? key.modelId, cost, credits),
          }))}
          onChange={(value) =>
            setPicked(models.find(({ key }) => modelKeyText(key) === value)?.key ?? null)
          }
        />
        <Button onClick={() => void summarise(summary, chosen.key)}>
          {say('savings.summarise')}
        </Button>
      </div>
    </Way>
  )
}

function choiceText(model: string, cost: number, credits: (nanoUsd: number) => string): string {
  return cost === 0
    ? say('savings.writer-choice-free', { model })
    : say('savings.writer-choice', { model, credits: credits(cost) })
}
