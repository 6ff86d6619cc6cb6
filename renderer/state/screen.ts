import { create } from 'zustand'
import type { ModelKey } from '../../shared/chat/message.ts'

export type SettingsSection = 'providers' | 'budget' | 'privacy' | 'data' | 'appearance' | 'desktop'

export type Screen = {
  name: 'chat' | 'models' | 'search' | 'settings'
  section: SettingsSection
  /** The provider to open at once, with its key field. */
  providerId: string | null
  /** Whether the settings were asked for to add credits: the field for it has the focus. */
  isToppingUp: boolean
  /** The model whose details the screen of models is to open with. */
  model: ModelKey | null
  /** Whether the screen of models shows the lists of prices instead. */
  isAtPrices: boolean
  isPickerOpen: boolean
  /** Whether the list of conversations stands open; null follows the width of the window. */
  isListOpen: boolean | null
}

export const useScreen = create<Screen>()(() => ({
  name: 'chat',
  section: 'providers',
  providerId: null,
  isToppingUp: false,
  model: null,
  isAtPrices: false,
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

/** Every model with what it costs; with one of them open, if it is named. */
export function showModels(model: ModelKey | null = null): void {
  setState({ name: 'models', isPickerOpen: false, model, isAtPrices: false })
}

/** Which lists the prices come from, and where another is read. */
export function showPrices(): void {
  setState({ name: 'models', isPickerOpen: false, model: null, isAtPrices: true })
}

/** Where everything that was said is searched. */
export function showSearch(): void {
  setState({ name: 'search', isPickerOpen: false })
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
