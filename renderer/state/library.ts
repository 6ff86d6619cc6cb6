import { create } from 'zustand'
import type { Failure } from '../../shared/failures.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { Preset, Prompt } from '../../shared/ipc/shapes.ts'
import type { Result } from '../../shared/result.ts'
import { call } from '../api.ts'

export type LibraryShelf = 'prompts' | 'presets'

type Library = {
  /** Null until they were read. */
  prompts: readonly Prompt[] | null
  presets: readonly Preset[] | null
  /** What the dialog that manages them shows; null: it is closed. */
  open: LibraryShelf | null
}

const store = create<Library>()(() => ({ prompts: null, presets: null, open: null }))

const { getState, setState } = store

export function useLibrary(): Library {
  return store()
}

export function useOpenLibrary(): LibraryShelf | null {
  return store(({ open }) => open)
}

export function openLibrary(open: LibraryShelf | null): void {
  setState({ open })
}

/** Reads what is kept, once; from then on each change answers with the whole list. */
export async function readLibrary(): Promise<void> {
  const { prompts, presets } = getState()
  if (prompts && presets) return
  await Promise.all([
    call('prompts.list', {}).then(takePrompts),
    call('presets.list', {}).then(takePresets),
  ])
}

/** Whether there is any text to begin a message with. */
export async function canBeginWithPrompt(): Promise<boolean> {
  await readLibrary()
  return (getState().prompts ?? []).length > 0
}

/** Each returns why it could not be done. */
export async function savePrompt(prompt: Input<'prompts.save'>): Promise<Failure | null> {
  return takePrompts(await call('prompts.save', prompt))
}

export async function removePrompt(promptId: string): Promise<Failure | null> {
  return takePrompts(await call('prompts.remove', { promptId }))
}

export async function savePreset(preset: Input<'presets.save'>): Promise<Failure | null> {
  return takePresets(await call('presets.save', preset))
}

export async function removePreset(presetId: string): Promise<Failure | null> {
  return takePresets(await call('presets.remove', { presetId }))
}

function takePrompts(read: Result<Prompt[]>): Failure | null {
  if (read.ok) setState({ prompts: read.value })
  return read.ok ? null : read.failure
}

function takePresets(read: Result<Preset[]>): Failure | null {
  if (read.ok) setState({ presets: read.value })
  return read.ok ? null : read.failure
}
