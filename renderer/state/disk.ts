import { create } from 'zustand'
import type { Failure } from '../../shared/failures.ts'

/** Why the disk refuses what has to be written; null while it is well. */
const store = create<{ failure: Failure | null }>()(() => ({ failure: null }))

export function setDiskFailure(failure: Failure | null): void {
  store.setState({ failure })
}

export function useDiskFailure(): Failure | null {
  return store(({ failure }) => failure)
}
