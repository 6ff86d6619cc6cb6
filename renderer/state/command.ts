import type { DesktopMenu } from '../../shared/ipc/shapes.ts'
import type { WordId } from '../words/en.ts'
import type { Keys } from './keys.ts'

/** One thing that can be done from anywhere: by menu, by keys, by the palette. */
export type Command = {
  id: string
  /** What it is called in all three. */
  word: WordId
  /** Where it stands in the menu bar and in the sheet of shortcuts. */
  menu: DesktopMenu['menu']
  /** A line stands above it in the menu. */
  startsGroup?: true
  keys?: Keys
  /** Other keys that do the same and are not shown. */
  alsoKeys?: string
  run: () => void
  /** Absent: always. Else it is left out of the palette, and its keys are anyone's. */
  isUsable?: () => boolean
  /** Also while a dialog waits for its answer. */
  worksInDialog?: true
}
