import { type ModelKey, modelKeyText, sameModel } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'

/** More rows than this are not read, and each costs something at every key press. */
const MAX_ROWS = 100

type PickerGroup = { providerName: string; models: Model[] }
export type PickerRows = { groups: PickerGroup[]; flat: Model[]; leftOutCount: number }

/** The models that match what is typed, by provider; those that can be used come first. */
export function pickerRows(models: readonly Model[], typed: string): PickerRows {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean)
  const matching = models
    .filter((model) => words.every((word) => searchText(model).includes(word)))
    .map((model) => ({ model, rank: rankOf(model, words) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ model }) => model)
  const shown = matching.slice(0, MAX_ROWS)
  const groups = groupByProvider(shown)
  return {
    groups,
    flat: groups.flatMap((group) => group.models),
    leftOutCount: matching.length - shown.length,
  }
}

export function rowOf(flat: readonly Model[], key: ModelKey | null): number {
  return Math.max(0, key ? flat.findIndex((model) => sameModel(model.key, key)) : 0)
}

export function optionId({ key }: Model): string {
  return `model-${modelKeyText(key)}`
}

/** The order of the list is kept inside a rank. */
function rankOf(model: Model, words: readonly string[]): number {
  const beginsSo = words[0] !== undefined && model.name.toLowerCase().startsWith(words[0])
  return (beginsSo ? 0 : 4) + (model.ready ? 0 : 2) + (model.price ? 0 : 1)
}

function searchText({ name, providerName, key }: Model): string {
  return `${name} ${providerName} ${key.modelId}`.toLowerCase()
}

function groupByProvider(models: readonly Model[]): PickerGroup[] {
  const groups = new Map<string, PickerGroup>()
  for (const model of models) {
    const { providerId } = model.key
    const group = groups.get(providerId) ?? { providerName: model.providerName, models: [] }
    group.models.push(model)
    groups.set(providerId, group)
  }
  return [...groups.values()]
}
