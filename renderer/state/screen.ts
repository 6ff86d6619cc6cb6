import { create } from 'zustand'
import type { ModelKey } from '../../shared/chat/message.ts'

export type SettingsSection = 'providers' | 'budget' | 'privacy' | 'data' | 'appearance' | 'desktop'

export type Screen = {
  name: 'chat' | 'models' | 'search' | 'usage' | 'usage-check' | 'settings'
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
  /** Whether the list of conversations was put away, where there is room for it beside the rest. */
  isListAway: boolean
  /** Whether it lies over the rest, where there is none. */
  isListOver: boolean
  /** Whether its button has the focus once the list is opened or closed: it is another one then. */
  isListFocused: boolean
}

export const useScreen = create<Screen>()(() => ({
  name: 'chat',
  section: 'providers',
  providerId: null,
  isToppingUp: false,
  model: null,
  isAtPrices: false,
  isPickerOpen: false,
  isListAway: false,
  isListOver: false,
  isListFocused: false,
}))

const { getState, setState } = useScreen

/** A window that has no room for the list of conversations beside the rest. */
export const NARROW = '(width < 960px)'

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

/** What was spent, on what, and how the month will end. */
export function showUsage(): void {
  setState({ name: 'usage', isPickerOpen: false })
}

/** What providers say of themselves, beside the ledger. */
export function showUsageCheck(): void {
  setState({ name: 'usage-check', isPickerOpen: false })
}

/** Where credits are added to this month. */
export function showTopUp(): void {
  showSettings('budget')
  setState({ isToppingUp: true })
}

export function openPicker(isPickerOpen: boolean): void {
  setState({ isPickerOpen })
}

/** From where the focus is, which then goes to the list; or from anywhere. */
export function openList(isOpen: boolean, isFocused = true): void {
  if (matchMedia(NARROW).matches) setState({ isListOver: isOpen, isListFocused: true })
  else setState({ isListAway: !isOpen, isListFocused: isFocused })
}

/** By keys: whoever is writing goes on writing, unless the list lies over that. */
export function toggleList(): void {
  const { isListAway, isListOver } = getState()
  openList(matchMedia(NARROW).matches ? !isListOver : isListAway, false)
}

/** Going anywhere takes away what lies over it. */
export function leaveList(): void {
  setState({ isListOver: false, isListFocused: false })
}
