import { openPicker } from '../../state/screen.ts'

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
