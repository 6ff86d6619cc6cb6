import type { PriceChange } from '../../../shared/ipc/shapes.ts'
import { say } from '../../words/say.tsx'

/** Which way a price goes; a large change says so first. */
export function changeWords({ before, after, isLarge }: PriceChange): string {
  if (isLarge) return say('update.is-large')
  const input = Math.sign(after.inputPicoUsd - before.inputPicoUsd)
  const output = Math.sign(after.outputPicoUsd - before.outputPicoUsd)
  if (input === 0 && output === 0) return say('update.is-same')
  if (input * output < 0) return say('update.is-mixed')
  return say(input + output > 0 ? 'update.is-dearer' : 'update.is-cheaper')
}
