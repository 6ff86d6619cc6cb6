import { create } from 'zustand'
import { call } from '../api.ts'
import { attachmentsOf } from './attachments.ts'
import { chosenModel } from './model-choice.ts'
import { draftQuestion } from './quotes.ts'
import { draftIdNow } from './rewriting.ts'

/** What each attachment adds to this turn on the model chosen, by its local id. Null: not known. */
const store = create<{ nanoUsd: Readonly<Record<string, number | null>> }>()(() => ({
  nanoUsd: {},
}))

export function useAddition(localId: string): number | null {
  return store(({ nanoUsd }) => nanoUsd[localId] ?? null)
}

let asked = 0

/** Asks anew what the attachments of the draft of now add. An older answer is not listened to. */
export async function askAdditions(): Promise<void> {
  const attached = attachmentsOf(draftIdNow())
  const model = chosenModel()?.key
  asked += 1
  const question = asked
  if (!model || attached.length === 0) return
  const result = await call('estimate.additions', { ...draftQuestion(), model })
  if (question !== asked) return
  const added = result.ok ? result.value.expectedNanoUsd : []
  const pairs = attached.map(({ localId }, place) => [localId, added[place] ?? null])
  store.setState({ nanoUsd: Object.fromEntries(pairs) as Record<string, number | null> })
}
