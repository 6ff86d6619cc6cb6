import type { ReactNode } from 'react'
import { modelKeyText } from '../../../shared/chat/message.ts'
import { showModels, useScreen } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { ModelList } from './model-list.tsx'
import { Prices } from './prices.tsx'

/** Every model with what it costs, and behind it the lists that the prices come from. */
export function Models(): ReactNode {
  const asked = useScreen(({ model }) => model)
  const isAtPrices = useScreen((screen) => screen.isAtPrices)
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-12 flex-none items-center gap-1.5 border-b border-line px-6">
        {isAtPrices ? (
          <>
            <button
              type="button"
              className="rounded-code text-ink-2 hover:text-ink"
              onClick={() => showModels()}
            >
              {say('models.title')}
            </button>
            <span aria-hidden="true" className="text-ink-3">
              /
            </span>
            <h1 className="font-semibold">{say('prices.title')}</h1>
          </>
        ) : (
          <h1 className="font-semibold">{say('models.title')}</h1>
        )}
      </header>
      {isAtPrices ? <Prices /> : <ModelList key={asked ? modelKeyText(asked) : ''} asked={asked} />}
    </main>
  )
}
