import type { IdTest, PricedModel } from './price-list.ts'

/** How a model was found in a list. */
export type MatchKind = 'exact' | 'alias' | 'inferred'

/** Finds the model of a list that an id stands for. */
export type Book = {
  models: readonly PricedModel[]
  find: (modelId: string) => { model: PricedModel; match: MatchKind } | null
}

/**
 * `exact`: its own id. `alias`: a name the list gives for it, or a dated edition of a model whose kind
 * the list describes. `inferred`: it only looks like one, so its price may not be its own.
 */
export function openBook(models: readonly PricedModel[]): Book {
  const byName = new Map<string, { model: PricedModel; match: MatchKind }>()
  const patterns: { pattern: string; model: PricedModel }[] = []
  const kinds: { tests: readonly IdTest[]; model: PricedModel }[] = []
  for (const model of models) {
    const id = model.id.toLowerCase()
    if (byName.get(id)?.match !== 'exact') byName.set(id, { model, match: 'exact' })
    for (const alias of model.aliases ?? []) {
      if (alias.includes('#')) patterns.push({ pattern: alias, model })
      else if (!byName.has(alias)) byName.set(alias, { model, match: 'alias' })
    }
    for (const tests of model.alike ?? []) kinds.push({ tests, model })
  }
  return {
    models,
    find(modelId) {
      const id = plainId(modelId)
      const named = byName.get(id)
      if (named) return named
      const patterned = patterns.find(({ pattern }) => fits(pattern, id, 0, true))
      if (patterned) return { model: patterned.model, match: 'alias' }
      const alike = kinds.find(({ tests }) => tests.every((test) => passes(test, id)))
      if (!alike) return null
      const undated = byName.get(id.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2})$/u, ''))
      const isDated = undated?.model === alike.model
      return { model: alike.model, match: isDated ? 'alias' : 'inferred' }
    },
  }
}

/** Letters without case. Google lists its models as `models/<id>`. */
function plainId(modelId: string): string {
  return modelId.toLowerCase().replace(/^models\//u, '')
}

function passes(test: IdTest, id: string): boolean {
  if ('begins' in test) return fits(test.begins, id, 0, false)
  if ('ends' in test) {
    return test.ends.length <= id.length && fits(test.ends, id, id.length - test.ends.length, true)
  }
  if ('contains' in test) return contains(test.contains, id)
  return !contains(test.lacks, id)
}

function contains(pattern: string, id: string): boolean {
  for (let at = 0; at + pattern.length <= id.length; at += 1) {
    if (fits(pattern, id, at, false)) return true
  }
  return false
}

/** Whether a pattern stands at a place in an id, and whether it is to be the end of it. */
function fits(pattern: string, id: string, at: number, toTheEnd: boolean): boolean {
  if (toTheEnd ? at + pattern.length !== id.length : at + pattern.length > id.length) return false
  for (let index = 0; index < pattern.length; index += 1) {
    const wanted = pattern[index]
    const found = id[at + index] ?? ''
    if (wanted === '#' ? found < '0' || found > '9' : wanted !== found) return false
  }
  return true
}
