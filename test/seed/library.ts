import type { Session } from '../../main/session.ts'
import type { Script } from './read-script.ts'
import { worked } from './worked.ts'

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
