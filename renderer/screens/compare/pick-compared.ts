import type { Model } from '../../../shared/ipc/shapes.ts'
import { announce } from '../../state/announcements.ts'
import { comparedModels, MAX_COMPARED, toggleCompared } from '../../state/comparing.ts'
import { openPicker, showSettings } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'

/** A row is ticked or not any more; a model without a key leads to its key. */
export function pickCompared({ key, ready }: Model): void {
  if (!ready) {
    openPicker(false)
    showSettings('providers', key.providerId)
    return
  }
  const before = comparedModels()
  toggleCompared(key)
  if (comparedModels() === before) announce(say('compare.full', { most: MAX_COMPARED }))
}
