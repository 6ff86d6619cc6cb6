import { clsx } from 'clsx'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { useNowMs } from '../../state/clock.ts'
import { say } from '../../words/say.tsx'
import { ProviderDetails } from './provider-details.tsx'
import { isFoundByItself, keyWords, standing, statusWords } from './provider-words.ts'

/** One provider: a mark and the word beside it; opens into its key and address. */
export function ProviderRow({
  provider,
  isAskedFor,
}: {
  provider: Provider
  isAskedFor: boolean
}): ReactNode {
  const stands = standing(provider)
  const isLocal = isFoundByItself(provider)
  const needsKey = !isLocal && (stands === 'refused' || stands === 'absent')
  const isCompact = needsKey && stands === 'absent'
  const [isOpen, setIsOpen] = useState(isAskedFor)
  const [isKeyOpen, setIsKeyOpen] = useState(isAskedFor && (needsKey || mayWantKey(provider)))
  const openKey = (): void => {
    setIsOpen(true)
    setIsKeyOpen(true)
  }
  const Chevron = isOpen ? ChevronUp : ChevronDown
  return (
    <section aria-label={provider.name}>
      <div className={clsx('relative flex items-center', isCompact ? 'h-9' : 'h-12')}>
        <button
          type="button"
          aria-expanded={isOpen}
          className={clsx(
            'focus-inside provider-grid h-full w-full px-4 text-left',
            needsKey && !isOpen && 'pr-28!',
          )}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Mark stands={stands} />
          <span className={clsx('truncate', isCompact ? 'text-ink-2' : 'font-semibold')}>
            {provider.name}
          </span>
          <span className={clsx('truncate', isCompact ? 'text-ink-3' : 'text-ink-2')}>
            {keyWords(provider)}
          </span>
          <span className="truncate text-ink-2 max-[960px]:hidden">
            {!isCompact && say('settings.models', { count: provider.modelCount })}
          </span>
          <span className={clsx('truncate', stands === 'refused' ? 'text-stop' : 'text-ink-2')}>
            {statusWords(provider, useNowMs())}
          </span>
          {!(needsKey && !isOpen) && (
            <Chevron
              aria-hidden="true"
              size={16}
              strokeWidth={1.6}
              className="justify-self-end text-ink-2"
            />
          )}
        </button>
        {needsKey && !isOpen && (
          <Button
            small
            look={isCompact ? 'quiet' : 'plain'}
            className="absolute right-4"
            onClick={openKey}
          >
            {say(stands === 'absent' ? 'settings.add-key' : 'settings.replace-key')}
          </Button>
        )}
      </div>
      {isOpen && (
        <ProviderDetails provider={provider} isKeyOpen={isKeyOpen} onKeyOpen={setIsKeyOpen} />
      )}
    </section>
  )
}

/** Who is sent here for a provider of the list came for its key; a server just added has its own. */
function mayWantKey({ custom, keyState }: Provider): boolean {
  return !custom && keyState !== 'not-needed'
}

/** Filled: works. Hollow: absent or not yet known. A hollow square: refused. */
function Mark({ stands }: { stands: ReturnType<typeof standing> }): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'size-2',
        stands === 'works' && 'rounded-full bg-copper',
        (stands === 'absent' || stands === 'unknown') && 'rounded-full border border-edge',
        stands === 'refused' && 'border-2 border-stop',
      )}
    />
  )
}
