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
  const isMemoryOnly = useProfile().keyStore === 'memory-only'
  const [isAdding, setIsAdding] = useState(false)
  return (
    <>
      <SectionHead
        title={say('settings.providers')}
        note={say(isMemoryOnly ? 'settings.providers-note-memory' : 'settings.providers-note')}
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
