import { type ModelKey, modelKeyText } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { say } from '../../words/say.tsx'

/** In px; a row's place follows from them, so nobody has to look at the layout. */
const ROW_HEIGHT = 30
const HEAD_HEIGHT = 28
/** What is drawn beyond the edges, so that a slow scroll shows no gap. */
const MARGIN = 120

export type PlacedRow = { model: Model; place: number; top: number }
export type PickerGroup = { heading: string; top: number; rows: PlacedRow[] }
export type PickerRows = {
  groups: PickerGroup[]
  flat: PlacedRow[]
  height: number
  /** Models that would need a key and are shown once something is typed that finds them. */
  leftOutCount: number
}

/** What a person marked, and what they sent to last, newest first. */
export type Preferred = { favourites: readonly ModelKey[]; recent: readonly ModelKey[] }

/** In a shorter list everything is in sight, and nothing has to be brought to its top. */
const LEAST_FOR_RECENT = 9
const MOST_RECENT = 4

/**
 * The models that match what is typed: favourites, then those used last, then by provider, each once; those
 * that can be used come first. With nothing typed only those, as soon as there are any: nobody
 * chooses among models they have no key for.
 */
export function pickerRows(
  models: readonly Model[],
  typed: string,
  preferred: Preferred = { favourites: [], recent: [] },
): PickerRows {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean)
  const isUsable = words.length === 0 && models.some(({ ready }) => ready)
  const shown = isUsable ? models.filter(({ ready }) => ready) : models
  const matching = shown
    .filter((model) => words.every((word) => searchText(model).includes(word)))
    .map((model) => ({ model, rank: rankOf(model, words) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ model }) => model)
  const isLong = words.length === 0 && matching.length >= LEAST_FOR_RECENT
  const groups = grouped(matching, {
    favourites: preferred.favourites,
    recent: isLong ? preferred.recent : [],
  })
  return { ...placed(groups), leftOutCount: models.length - shown.length }
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

type Group = { heading: string; models: Model[] }

/** A model stands in the first group that it belongs to, and in no other. */
function grouped(models: readonly Model[], { favourites, recent }: Preferred): Group[] {
  const byKey = new Map(models.map((model) => [modelKeyText(model.key), model]))
  const take = (keys: readonly ModelKey[], most: number): Model[] => {
    const found: Model[] = []
    for (const key of keys) {
      const model = byKey.get(modelKeyText(key))
      if (!model || found.length === most) continue
      byKey.delete(modelKeyText(key))
      found.push(model)
    }
    return found
  }
  const first = [
    { heading: say('picker.favourites'), models: take(favourites, favourites.length) },
    { heading: say('picker.recent'), models: take(recent, MOST_RECENT) },
  ]
  const others = new Map<string, Model[]>()
  for (const model of byKey.values()) {
    const known = others.get(model.key.providerId)
    if (known) known.push(model)
    else others.set(model.key.providerId, [model])
  }
  return [
    ...first.filter((group) => group.models.length > 0),
    ...[...others.values()].map((group) => ({
      heading: group[0]?.providerName ?? '',
      models: group,
    })),
  ]
}

function placed(groups: readonly Group[]): Omit<PickerRows, 'leftOutCount'> {
  let height = 0
  let place = 0
  const placedGroups = groups.map(({ heading, models }): PickerGroup => {
    const top = height
    height += HEAD_HEIGHT
    const rows = models.map((model): PlacedRow => {
      const row = { model, place, top: height }
      height += ROW_HEIGHT
      place += 1
      return row
    })
    return { heading, top, rows }
  })
  return { groups: placedGroups, flat: placedGroups.flatMap(({ rows }) => rows), height }
}
