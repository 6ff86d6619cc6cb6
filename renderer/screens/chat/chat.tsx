import type { ReactNode } from 'react'
import { useComparedMisfit } from '../../state/send-comparison.ts'
import { useSending } from '../../state/sending.ts'
import { ChatHeader } from './chat-header.tsx'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { ComparisonDoesNotFit, DoesNotFit } from './fetched-parts.ts'

/** The conversation above, the composer below. Neither is drawn anew by the other. */
export function Chat(): ReactNode {
  const misfit = useSending((sending) => sending.misfit)
  const comparedMisfit = useComparedMisfit()
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <ChatHeader />
      <Conversation />
      <Composer />
      {misfit && <DoesNotFit misfit={misfit} />}
      {comparedMisfit && <ComparisonDoesNotFit misfit={comparedMisfit} />}
    </main>
  )
}
