import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { CustomProviderForm } from '../../parts/custom-provider-form.tsx'
import { PricesLine } from '../../parts/prices-line.tsx'
import { setProviders, useProviders } from '../../state/catalog.ts'
import { useProfile } from '../../state/profile.ts'
import { showSettings, useScreen } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { ProviderRow } from './provider-row.tsx'
import { isFoundByItself, standing } from './provider-words.ts'
import { SectionHead } from './section-head.tsx'

export function Providers(): ReactNode {
  const providers = useProviders()
  const inOrder = useKeyedFirst(providers)
  const { name, keyStore } = useProfile()
  const [isAdding, setIsAdding] = useState(false)
  if (name === 'practice') return <PracticeProviders />
  return (
    <>
      <SectionHead
        title={say('settings.providers')}
        note={say(
          keyStore === 'memory-only' ? 'settings.providers-note-memory' : 'settings.providers-note',
        )}
      >
        <Button aria-expanded={isAdding} onClick={() => setIsAdding(!isAdding)}>
          {!isAdding && <Plus aria-hidden="true" size={16} strokeWidth={1.6} />}
          {say(isAdding ? 'settings.cancel' : 'settings.add-provider')}
        </Button>
      </SectionHead>
      {isAdding && (
        <section
          aria-label={say('settings.add-provider')}
          className="mb-4 rounded-card border border-line-2 bg-raised p-4"
        >
          <CustomProviderForm
            onAdded={({ providerId }) => {
              setIsAdding(false)
              showSettings('providers', providerId)
            }}
          />
        </section>
      )}
      <Rows providers={inOrder.filter((provider) => !isFoundByItself(provider))} />
      <LocalServers providers={providers.filter(isFoundByItself)} />
      <div className="mt-4 text-note">
        <PricesLine ask={say('prices.look')} />
      </div>
    </>
  )
}

/** Those with a key first. The order stays while the screen stands: a row with a key just saved stays put. */
function useKeyedFirst(providers: readonly Provider[]): Provider[] {
  const [absentIds] = useState(() => new Set(providers.filter(lacksKey).map(idOf)))
  const isLast = (provider: Provider): number => (absentIds.has(idOf(provider)) ? 1 : 0)
  return providers.toSorted((one, other) => isLast(one) - isLast(other))
}

function lacksKey({ keyState }: Provider): boolean {
  return keyState === 'absent'
}

function idOf({ providerId }: Provider): string {
  return providerId
}

function Rows({ providers }: { providers: readonly Provider[] }): ReactNode {
  const askedFor = useScreen(({ providerId }) => providerId)
  return (
    <div className="divide-y divide-line overflow-hidden rounded-card border border-line bg-raised">
      {providers.map((provider) => (
        <ProviderRow
          key={`${provider.providerId} ${provider.providerId === askedFor}`}
          provider={provider}
          isAskedFor={provider.providerId === askedFor}
        />
      ))}
    </div>
  )
}

/** Ollama and LM Studio, which are found by themselves if they run. */
function LocalServers({ providers }: { providers: readonly Provider[] }): ReactNode {
  const [said, setSaid] = useState<string | null>(null)
  const look = async (): Promise<void> => {
    setSaid(say('settings.looking'))
    const result = await call('providers.findLocal', {})
    if (result.ok) setProviders(result.value)
    setSaid(result.ok ? say('settings.looked', { count: runningCount(result.value) }) : null)
  }
  if (providers.length === 0) return null
  return (
    <section aria-labelledby="on-this-computer" className="mt-7">
      <div className="mb-2 flex items-end justify-between gap-4">
        <h3 id="on-this-computer" className="font-semibold">
          {say('settings.on-this-computer')}
        </h3>
        <div className="flex items-center gap-3">
          <p role="status" className="text-note text-ink-2">
            {said}
          </p>
          <Button small onClick={look}>
            {say('settings.look-again')}
          </Button>
        </div>
      </div>
      <Rows providers={providers} />
    </section>
  )
}

function runningCount(providers: readonly Provider[]): number {
  return providers.filter((one) => isFoundByItself(one) && standing(one) === 'works').length
}

/** In practice there is nothing to reach, so nothing to set. */
function PracticeProviders(): ReactNode {
  return (
    <>
      <SectionHead
        title={say('settings.providers')}
        note={say('settings.providers-note-practice')}
      />
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-raised">
        {useProviders().map(({ providerId, name, modelCount }) => (
          <li key={providerId} className="provider-grid h-12 px-4">
            <span aria-hidden="true" className="size-2 rounded-full bg-copper" />
            <span className="font-semibold">{name}</span>
            <span className="text-ink-2">{say('settings.in-program')}</span>
            <span className="text-ink-2">{say('settings.models', { count: modelCount })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
