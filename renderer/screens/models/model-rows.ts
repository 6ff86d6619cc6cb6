import { modelKeyText } from '../../../shared/chat/message.ts'
import type { Model, TypicalTurn } from '../../../shared/ipc/shapes.ts'

export type ModelOrder = 'provider' | 'cost' | 'name'

/** A line of the table: a model with its cost for a typical turn (null: unknown), or a provider's name. */
export type ModelLine =
  | { kind: 'group'; providerId: string; providerName: string; count: number; isReady: boolean }
  | { kind: 'model'; model: Model; costNanoUsd: number | null }

type ModelOnly = Extract<ModelLine, { kind: 'model' }>

/** What the table shows. Under a provider's name models stand as the catalogue has them. */
export function modelLines({
  models,
  costs,
  typed,
  order,
  isReadyOnly,
}: {
  models: readonly Model[]
  costs: ReadonlyMap<string, number | null>
  typed: string
  order: ModelOrder
  isReadyOnly: boolean
}): ModelLine[] {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean)
  const lines = models
    .filter((model) => (!isReadyOnly || model.ready) && isFound(model, words))
    .map((model) => ({
      kind: 'model' as const,
      model,
      costNanoUsd: costs.get(modelKeyText(model.key)) ?? null,
    }))
  switch (order) {
    case 'provider':
      return grouped(lines)
    case 'cost':
      return lines.toSorted(
        (one, other) =>
          (one.costNanoUsd ?? Infinity) - (other.costNanoUsd ?? Infinity) || byName(one, other),
      )
    case 'name':
      return lines.toSorted(byName)
  }
}

/** What a typical turn costs, by `modelKeyText`. */
export function costsByKey(typical: TypicalTurn | null): ReadonlyMap<string, number | null> {
  return new Map(typical?.costs.map(({ key, costNanoUsd }) => [modelKeyText(key), costNanoUsd]))
}

function isFound({ name, providerName, key }: Model, words: readonly string[]): boolean {
  const text = `${name} ${providerName} ${key.modelId}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

function byName(one: ModelOnly, other: ModelOnly): number {
  return one.model.name.localeCompare(other.model.name, undefined, { numeric: true })
}

/** In the order in which providers first appear. */
function grouped(lines: readonly ModelOnly[]): ModelLine[] {
  const groups = new Map<string, ModelOnly[]>()
  for (const line of lines) {
    const { providerId } = line.model.key
    const known = groups.get(providerId)
    if (known) known.push(line)
    else groups.set(providerId, [line])
  }
  return [...groups].flatMap(([providerId, ofProvider]) => {
    const { providerName = providerId, ready: isReady = false } = ofProvider[0]?.model ?? {}
    return [
      { kind: 'group' as const, providerId, providerName, count: ofProvider.length, isReady },
      ...ofProvider,
    ]
  })
}
