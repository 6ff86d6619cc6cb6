import type { Session } from '../../main/session.ts'
import { defaultChatOptions } from '../../shared/chat/message.ts'
import { modelOf } from './house.ts'
import type { Script } from './read-script.ts'
import { worked } from './worked.ts'

const presets = [
  { name: 'Careful letters', modelId: 'claude-opus-5-5', effort: 'high', temperature: null },
  { name: 'Quick questions', modelId: 'gpt-6-luna', effort: null, temperature: null },
  { name: 'First ideas', modelId: 'gemini-3.8-flash', effort: null, temperature: 1.4 },
] as const

const prompts = [
  { name: 'Letter to members', text: 'Write to the members: {{what}}. Under {{words}} words.' },
  { name: 'Plain English', text: 'Say this so that everybody on the quay understands it:\n\n' },
  {
    name: 'Find the hole',
    text: 'Where would a stubborn skipper find a hole in this?\n\n{{text}}',
  },
]

const favourites = ['claude-opus-5-5', 'gpt-6-sol'].map(modelOf)

/** Keeps what a person writes with: presets, prompts and favourite models. */
export function keepLibrary({ library, changeSettings }: Session, newId: () => string): void {
  for (const { name, modelId, effort, temperature } of presets) {
    const options = { ...defaultChatOptions, effort, temperature }
    worked(library.savePreset({ presetId: newId(), name, model: modelOf(modelId), options }))
  }
  for (const prompt of prompts) worked(library.savePrompt({ promptId: newId(), ...prompt }))
  changeSettings({
    favouriteModels: favourites,
    recentModels: favourites,
    model: modelOf('gpt-6-sol'),
  })
}

/** Makes the folders of the scripts, in the order of their names; answers with their ids. */
export function makeFolders(
  { turns }: Session,
  scripts: readonly Script[],
  newId: () => string,
): ReadonlyMap<string, string> {
  const names = new Set(scripts.flatMap(({ folder }) => folder ?? []))
  const ids = [...names].toSorted().map((name): [string, string] => [name, newId()])
  for (const [name, folderId] of ids) worked(turns.saveFolder({ folderId, name, options: null }))
  return new Map(ids)
}
