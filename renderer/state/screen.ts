import { create } from 'zustand'

export type SettingsSection = 'providers' | 'budget' | 'appearance'

export type Screen = {
  name: 'chat' | 'settings'
  section: SettingsSection
  /** The provider to open at once, with its key field. */
  providerId: string | null
  /** Whether the settings were asked for to add credits: the field for it has the focus. */
  isToppingUp: boolean
  isPickerOpen: boolean
  /** Whether the list of conversations stands open; null follows the width of the window. */
  isListOpen: boolean | null
}

export const useScreen = create<Screen>()(() => ({
  name: 'chat',
  section: 'providers',
  providerId: null,
  isToppingUp: false,
  isPickerOpen: false,
  isListOpen: null,
}))

const { setState } = useScreen

export function showChat(): void {
  setState({ name: 'chat' })
}

export function showSettings(section?: SettingsSection, providerId: string | null = null): void {
  setState({
    name: 'settings',
    isPickerOpen: false,
    isToppingUp: false,
    providerId,
    ...(section && { section }),
  })
}

/** Where credits are added to this month. */
export function showTopUp(): void {
  showSettings('budget')
  setState({ isToppingUp: true })
}

export function openPicker(isPickerOpen: boolean): void {
  setState({ isPickerOpen })
}

export function openList(isListOpen: boolean | null): void {
  setState({ isListOpen })
}
