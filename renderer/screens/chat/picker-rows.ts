import { modelKeyText } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { say } from '../../words/say.tsx'

/** In px; a row's place follows from them, so nobody has to look at the layout. */
const ROW_HEIGHT = 30
const HEAD_HEIGHT = 28
/** What is drawn beyond the edges, so that a slow scroll shows no gap. */
const MARGIN = 120

export type PlacedRow = { model: Model; place: number; top: number }
export type PickerGroup = { providerName: string; top: number; rows: PlacedRow[] }
export type PickerRows = {
  groups: PickerGroup[]
  flat: PlacedRow[]
  height: number
  /** Models that would need a key and are shown once something is typed that finds them. */
  leftOutCount: number
}

/**
 * The models that match what is typed, by provider; those that can be used come first. With nothing
 * typed only those, as soon as there are any: nobody chooses among models they have no key for.
 */
export function pickerRows(models: readonly Model[], typed: string): PickerRows {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean)
  const isUsable = words.length === 0 && models.some(({ ready }) => ready)
  const shown = isUsable ? models.filter(({ ready }) => ready) : models
  const matching = shown
    .filter((model) => words.every((word) => searchText(model).includes(word)))
    .map((model) => ({ model, rank: rankOf(model, words) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ model }) => model)
  return { ...placed(byProvider(matching)), leftOutCount: models.length - shown.length }
}

/** What is in sight between two heights of the list, and the row in focus wherever it is. */
export function rowsInSight(
  { groups }: PickerRows,
  from: number,
  to: number,
  current: Model | null,
): PickerGroup[] {
  const isInSight = (top: number, height: number): boolean =>
    top + height > from - MARGIN && top < to + MARGIN
  return groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter(({ model, top }) => model === current || isInSight(top, ROW_HEIGHT)),
    }))
    .filter(({ rows, top }) => rows.length > 0 || isInSight(top, HEAD_HEIGHT))
}

/** Where the list has to stand for a row to be in sight, as near as can be to where it stands. */
export function scrollTopFor({ top }: PlacedRow, scrollTop: number, height: number): number {
  const first = top === HEAD_HEIGHT ? 0 : top
  return Math.max(Math.min(scrollTop, first), top + ROW_HEIGHT - height)
}

export function optionId({ key }: Model): string {
  return `model-${modelKeyText(key)}`
}

/** The order of the list is kept inside a rank. */
function rankOf(model: Model, words: readonly string[]): number {
  const beginsSo = words[0] !== undefined && model.name.toLowerCase().startsWith(words[0])
  return (beginsSo ? 0 : 4) + (model.ready ? 0 : 2) + (model.price ? 0 : 1)
}

/** What a model sees can be typed too. */
function searchText({ name, providerName, key, seesImages }: Model): string {
  return `${name} ${providerName} ${key.modelId} ${seesImages ? say('picker.sees') : ''}`.toLowerCase()
}

function byProvider(models: readonly Model[]): Model[][] {
  const groups = new Map<string, Model[]>()
  for (const model of models) {
    const known = groups.get(model.key.providerId)
    if (known) known.push(model)
    else groups.set(model.key.providerId, [model])
  }
  return [...groups.values()]
}

function placed(byProviders: readonly Model[][]): Omit<PickerRows, 'leftOutCount'> {
  let height = 0
  let place = 0
  const groups = byProviders.map((models): PickerGroup => {
    const top = height
    height += HEAD_HEIGHT
    const rows = models.map((model): PlacedRow => {
      const row = { model, place, top: height }
      height += ROW_HEIGHT
      place += 1
      return row
    })
    return { providerName: models[0]?.providerName ?? '', top, rows }
  })
  return { groups, flat: groups.flatMap(({ rows }) => rows), height }
}
