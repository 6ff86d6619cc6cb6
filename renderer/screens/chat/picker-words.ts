import { openPicker } from '../../state/screen.ts'

/** Make the row in focus a favourite, or no longer one. */
export const FAVOURITE_KEYS = 'Mod+D'

let wanted = ''

/** Opens the list of models with these words typed already. */
export function openPickerAt(words: string): void {
  wanted = words
  openPicker(true)
}

/** What the list begins with; asked once, when it opens. */
export function takePickerWords(): string {
  const words = wanted
  wanted = ''
  return words
}
