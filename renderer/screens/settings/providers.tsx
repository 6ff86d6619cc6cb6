import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { CustomProviderForm } from '../../parts/custom-provider-form.tsx'
import { useProviders } from '../../state/catalog.ts'
import { useProfile } from '../../state/profile.ts'
import { showSettings, useScreen } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { ProviderRow } from './provider-row.tsx'
import { SectionHead } from './section-head.tsx'

export function Providers(): ReactNode {
  const providers = useProviders()
  const askedFor = useScreen(({ providerId }) => providerId)
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
      <div className="divide-y divide-line overflow-hidden rounded-card border border-line bg-raised">
        {providers.map((provider) => (
          <ProviderRow
            key={`${provider.providerId} ${provider.providerId === askedFor}`}
            provider={provider}
            isAskedFor={provider.providerId === askedFor}
          />
        ))}
      </div>
    </>
  )
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
