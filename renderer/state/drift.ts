import { create } from 'zustand'
import type { Failure } from '../../shared/failures.ts'
import type { DriftSources, FileDrift, KeyDrift } from '../../shared/usage/drift.ts'
import { call } from '../api.ts'

/** What stands beside the ledger: what a provider said, or what a file says. */
type DriftResult =
  | { kind: 'key'; providerId: string; drift: KeyDrift }
  | { kind: 'file'; drift: FileDrift }

/** Whom is being asked: a provider by its id, or a file. */
type Asked = { kind: 'key'; providerId: string } | { kind: 'file' }

type DriftState = {
  sources: DriftSources | null
  /** Why it is not known whom there is to compare with. */
  sourcesFailure: Failure | null
  busy: Asked | null
  result: DriftResult | null
  problem: { asked: Asked; failure: Failure } | null
}

export const useDrift = create<DriftState>()(() => ({
  sources: null,
  sourcesFailure: null,
  busy: null,
  result: null,
  problem: null,
}))

const { getState, setState } = useDrift

export async function readDriftSources(): Promise<void> {
  const sources = await call('drift.sources', {})
  if (sources.ok) setState({ sources: sources.value, sourcesFailure: null })
  else setState({ sourcesFailure: sources.failure })
}

/** Asks a provider what was spent with its key. What is on the screen stays until the answer. */
export async function askForDrift(providerId: string): Promise<void> {
  const asked: Asked = { kind: 'key', providerId }
  if (!begin(asked)) return
  const drift = await call('drift.askProvider', { providerId })
  if (drift.ok) end({ kind: 'key', providerId, drift: drift.value })
  else setState({ busy: null, problem: { asked, failure: drift.failure } })
}

/** Asks for a file. One that is not chosen changes nothing. */
export async function chooseDriftFile(): Promise<void> {
  const asked: Asked = { kind: 'file' }
  if (!begin(asked)) return
  const drift = await call('drift.compareFile', {})
  if (!drift.ok) setState({ busy: null, problem: { asked, failure: drift.failure } })
  else if (drift.value) end({ kind: 'file', drift: drift.value })
  else setState({ busy: null })
}

function begin(asked: Asked): boolean {
  if (getState().busy !== null) return false
  setState({ busy: asked, problem: null })
  return true
}

function end(result: DriftResult): void {
  setState({ busy: null, result })
}
