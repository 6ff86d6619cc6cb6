import { SquarePen, X } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { call } from '../../api.ts'
import { Broken } from '../../parts/broken.tsx'
import { Button, IconButton } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { PracticeBar } from '../../parts/practice-bar.tsx'
import { hasNoLimit, headlineOf, useBudget } from '../../state/budget.ts'
import { useConversations } from '../../state/conversations.ts'
import { newChat } from '../../state/go.ts'
import { useProfile } from '../../state/profile.ts'
import { useComparedMisfit } from '../../state/send-comparison.ts'
import { useSending } from '../../state/sending.ts'
import { Say, say } from '../../words/say.tsx'
import { Composer } from '../chat/composer.tsx'
import { Conversation } from '../chat/conversation.tsx'
import { ComparisonDoesNotFit, DoesNotFit } from '../chat/fetched-parts.ts'
import { useQuickAskKeys } from './use-quick-ask-keys.ts'
import { useLeadsToMain } from './use-leads-to-main.ts'

/** The small window over everything else: one question, priced as in the large one, and its answer. */
export function QuickAsk(): ReactNode {
  const { name, problem } = useProfile()
  const budget = useBudget()
  const hasNoBudget = budget !== null && budget.monthlyNanoUsd === null && !hasNoLimit(budget)
  const isReady = problem === null && !(name === 'personal' && hasNoBudget)
  useQuickAskKeys()
  useLeadsToMain()
  return (
    <main className="flex h-full flex-col border border-line-2">
      <Head />
      {name === 'practice' && <PracticeBar />}
      <ErrorBoundary
        fallbackRender={({ error, resetErrorBoundary }) => (
          <Broken error={error} onAgain={resetErrorBoundary} />
        )}
      >
        {isReady ? <Chat /> : <NotReady />}
      </ErrorBoundary>
    </main>
  )
}

function Chat(): ReactNode {
  const misfit = useSending((sending) => sending.misfit)
  const comparedMisfit = useComparedMisfit()
  const isEmpty = useConversations(({ turns }) => turns !== null && turns.length === 0)
  return (
    <>
      {isEmpty ? (
        <p className="flex-1 px-6 pt-6 text-ink-3">{say('quick.empty')}</p>
      ) : (
        <Conversation />
      )}
      <Composer />
      {misfit && <DoesNotFit misfit={misfit} />}
      {comparedMisfit && <ComparisonDoesNotFit misfit={comparedMisfit} />}
    </>
  )
}

/** What is available, and the ways out. The window is moved by it. */
function Head(): ReactNode {
  const budget = useBudget()
  const conversationId = useConversations(({ isStored, currentId }) =>
    isStored ? currentId : null,
  )
  const headline = budget && headlineOf(budget)
  return (
    <header className="flex h-10 flex-none items-center gap-2 border-b border-line bg-shelf pr-2 pl-4 [-webkit-app-region:drag]">
      <h1 className="font-semibold">{say('quick.title')}</h1>
      <p className="flex-1 truncate text-note text-ink-2">
        {headline && (
          <Say
            id={`tray.${headline.kind}`}
            values={{ credits: <Credits nanoUsd={headline.nanoUsd} /> }}
          />
        )}
      </p>
      <div className="flex items-center gap-1 [-webkit-app-region:no-drag]">
        <Button look="quiet" small onClick={() => openInMain(conversationId)}>
          {say('quick.open')}
        </Button>
        <IconButton name={say('chat.new')} onClick={newChat}>
          <SquarePen aria-hidden="true" size={16} strokeWidth={1.6} />
        </IconButton>
        <IconButton name={say('quick.hide')} onClick={hide}>
          <X aria-hidden="true" size={16} strokeWidth={1.6} />
        </IconButton>
      </div>
    </header>
  )
}

/** Who has no budget yet, or a profile that cannot be opened, is shown what to do in the large one. */
function NotReady(): ReactNode {
  useEffect(() => document.getElementById('quick-open')?.focus(), [])
  return (
    <div className="flex flex-1 flex-col items-start gap-3 px-6 pt-6">
      <p className="text-ink-2">{say('quick.not-ready')}</p>
      <Button id="quick-open" look="main" onClick={() => openInMain(null)}>
        {say('quick.open')}
      </Button>
    </div>
  )
}

function openInMain(conversationId: string | null): void {
  void call('desktop.showMain', { conversationId })
  hide()
}

function hide(): void {
  void call('desktop.hideQuickAsk', {})
}
