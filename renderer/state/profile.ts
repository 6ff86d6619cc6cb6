import { create } from 'zustand'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Profile, Settings } from '../../shared/ipc/shapes.ts'
import { formatCredits } from '../../shared/money/credits.ts'
import { call } from '../api.ts'
import { locale } from '../words/say.tsx'

const store = create<{ profile: Profile | null }>()(() => ({ profile: null }))

/** Set once, before the first screen is drawn. */
export function setProfile(profile: Profile): void {
  store.setState({ profile })
  showTheme(profile.settings.theme)
}

export function useProfile(): Profile {
  const profile = store(({ profile }) => profile)
  if (!profile) throw new Error('A screen was drawn before the profile was read')
  return profile
}

export function currentSettings(): Settings | null {
  return store.getState().profile?.settings ?? null
}

/** Turns money into credits at the size the person chose. */
export function creditsText(amountNanoUsd: number): string {
  return formatCredits(amountNanoUsd, currentSettings()?.creditsPerUsd ?? 10_000, locale())
}

/** The same for a component, which is drawn anew when the size of a credit changes. */
export function useCreditsText(): (amountNanoUsd: number) => string {
  const creditsPerUsd = useProfile().settings.creditsPerUsd
  return (amountNanoUsd) => formatCredits(amountNanoUsd, creditsPerUsd, locale())
}

export async function changeSettings(change: Input<'settings.change'>): Promise<void> {
  const result = await call('settings.change', change)
  if (result.ok) putSettings(result.value)
}

/** As they are now, also where the other window changed them. */
export function putSettings(settings: Settings): void {
  const { profile } = store.getState()
  if (!profile) return
  store.setState({ profile: { ...profile, settings } })
  showTheme(settings.theme)
}

function showTheme(theme: Settings['theme']): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
}
