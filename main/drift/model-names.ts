import type { Catalog } from '../catalog/catalog.ts'

/** How a model is told apart and called, whichever of its names it comes by. */
export type ModelNames = {
  /** The same for an id, a dated edition of it, an alias, and the name that people read. */
  identityOf: (written: string) => string
  /** What people read. */
  nameOf: (written: string) => string
}

/** What one provider calls its models: in its API, in its exports, and in the lists of prices. */
export function openModelNames(
  providerId: string,
  catalog: Pick<Catalog, 'models' | 'find' | 'standsFor'>,
): ModelNames {
  const models = catalog.models().filter(({ key }) => key.providerId === providerId)
  const idByName = new Map(models.map(({ key, name }) => [name.toLowerCase(), key.modelId]))
  const known = new Map<string, string>()

  function identify(written: string): string {
    const plain = written.trim().toLowerCase()
    const id = idByName.get(plain)?.toLowerCase() ?? idOf(plain)
    const undated = id.replace(/-(?:\d{8}|\d{4}-\d{2}-\d{2})$/u, '')
    const listed = [id, undated].map((modelId) => catalog.standsFor({ providerId, modelId }))
    return (listed.find((found) => found !== null) ?? undated).toLowerCase()
  }

  function identityOf(written: string): string {
    const identity = known.get(written) ?? identify(written)
    known.set(written, identity)
    return identity
  }

  return {
    identityOf,
    nameOf(written) {
      const found = catalog.find({ providerId, modelId: written })
      if (found) return found.name
      const identity = identityOf(written)
      return models.find(({ key }) => identityOf(key.modelId) === identity)?.name ?? written
    },
  }
}

/** "Claude Haiku 4.5" is written like its id; what has no gap is an id already. */
function idOf(name: string): string {
  return /\s/u.test(name) ? name.replace(/[\s.]+/gu, '-') : name
}
