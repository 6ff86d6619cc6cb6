import { type ReactNode, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import type { Result } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Figure } from '../../parts/figure.tsx'
import { KeyProgressLine } from '../../parts/key-progress.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { useKey } from '../../parts/use-key.ts'
import { act } from '../../state/act.ts'
import { dropProvider, putProvider, useModels } from '../../state/catalog.ts'
import { pagesOf } from '../../words/provider-pages.ts'
import { Say, say, sayCount } from '../../words/say.tsx'
import { CompareButton } from '../usage-check/compare-button.tsx'
import { AddressForm } from './address-form.tsx'
import { KeyForm } from './key-form.tsx'
import { isFoundByItself, standing } from './provider-words.ts'

/** Where a provider's key goes, how its last check went, and what can be changed. */
export function ProviderDetails({
  provider,
  isKeyOpen,
  onKeyOpen,
}: {
  provider: Provider
  isKeyOpen: boolean
  onKeyOpen: (isOpen: boolean) => void
}): ReactNode {
  const { providerId, keyState, host, status } = provider
  const { progress, save, check } = useKey()
  const [failure, setFailure] = useState<Failure | null>(null)
  // What else would help is at hand here already.
  const canTopUp = status?.failure?.kind === 'no-money-at-provider' && pagesOf(provider) !== null
  const hasKey = keyState === 'stored' || keyState === 'memory-only'
  const show = (result: Result<Provider>): void => {
    setFailure(result.ok ? null : result.failure)
    if (result.ok) putProvider(result.value)
  }
  return (
    <div className="pr-4 pb-4 pl-10">
      <dl className="field-row min-h-0!">
        <dt className="text-ink-3">
          {say(keyState === 'not-needed' ? 'settings.requests-go' : 'settings.key-goes')}
        </dt>
        <dd className="font-mono text-note leading-5">{host}</dd>
      </dl>
      {provider.listedCount !== null && <Listed provider={provider} count={provider.listedCount} />}
      <AddressForm provider={provider} onSaved={show} />
      {(isKeyOpen || keyState === 'absent') && (
        <>
          <KeyForm
            progress={progress}
            canCancel={keyState !== 'absent'}
            onSave={(key) => save(provider, key)}
            onClose={() => onKeyOpen(false)}
          />
          <KeysPage provider={provider} />
        </>
      )}
      {isFoundByItself(provider) && standing(provider) === 'absent' && (
        <p className="mt-3">{say('settings.start-it', { provider: provider.name })}</p>
      )}
      {status?.failure && progress.kind === 'idle' && (
        <div className="mt-3">
          <ProblemLine
            failure={status.failure}
            onAction={canTopUp ? (action) => act(action, providerId) : undefined}
          />
        </div>
      )}
      {failure && (
        <div className="mt-3">
          <ProblemLine failure={failure} role="alert" />
        </div>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {keyState !== 'absent' && (
          <Button small disabled={progress.kind === 'busy'} onClick={() => check(provider)}>
            {say('settings.check')}
          </Button>
        )}
        {keyState !== 'absent' && !isKeyOpen && (
          <Button small onClick={() => onKeyOpen(true)}>
            {say(keyState === 'not-needed' ? 'settings.add-key' : 'settings.replace-key')}
          </Button>
        )}
        {(hasKey || keyState === 'unreadable') && (
          <Button
            look="quiet"
            small
            onClick={async () => show(await call('providers.removeKey', { providerId }))}
          >
            {say('settings.remove-key')}
          </Button>
        )}
        {provider.custom && (
          <Button
            look="quiet"
            small
            onClick={async () => {
              const result = await call('providers.remove', { providerId })
              if (result.ok) dropProvider(providerId)
              else setFailure(result.failure)
            }}
          >
            {say('settings.remove')}
          </Button>
        )}
        <CompareButton providerId={providerId} />
        {progress.kind !== 'refused' && <KeyProgressLine progress={progress} />}
      </div>
    </div>
  )
}

/** What its own list had when it was last read, and where these models stand. */
function Listed({ provider, count }: { provider: Provider; count: number }): ReactNode {
  const pricedCount = useModels().filter(
    ({ key, price }) => key.providerId === provider.providerId && price !== null,
  ).length
  return (
    <dl className="field-row min-h-0!">
      <dt className="text-ink-3">{say('settings.listed')}</dt>
      <dd>
        <Say
          id={
            count === 0
              ? 'settings.listed-none'
              : provider.onThisComputer
                ? 'settings.listed-free'
                : 'settings.listed-count'
          }
          values={{
            listed: count,
            shown: <Figure>{sayCount(count)}</Figure>,
            priced: pricedCount,
            shownPriced: <Figure>{sayCount(pricedCount)}</Figure>,
          }}
        />
      </dd>
    </dl>
  )
}

/** Its own page for keys, in the browser, where there is one. */
function KeysPage({ provider }: { provider: Provider }): ReactNode {
  const pages = pagesOf(provider)
  if (!pages) return null
  return (
    <div className="field-row mt-1 min-h-0!">
      <span />
      <Button
        look="link"
        className="w-fit text-note"
        onClick={() => void call('link.open', { url: pages.keys })}
      >
        {say('settings.keys-page')}
      </Button>
    </div>
  )
}
