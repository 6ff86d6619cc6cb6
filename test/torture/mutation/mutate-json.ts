import type { Random } from '../part.ts'
import { oddValue, tellingNames } from './odd-values.ts'

/** The same JSON with a few places changed: a value made odd, left out, added, or put elsewhere. */
export function mutateJson(value: unknown, random: Random): unknown {
  const copy = { root: structuredClone(value) }
  for (let left = random.integer(1, 4); left > 0; left -= 1) mutateOnce(copy, random)
  return copy.root
}

type Place = { parent: Record<string, unknown>; name: string }

function mutateOnce(root: Record<string, unknown>, random: Random): void {
  const places = placesIn(root)
  const [first, ...others] = places
  if (!first) return
  const { parent, name } = random.pick([first, ...others])
  switch (random.integer(0, 5)) {
    case 0:
      delete parent[name]
      break
    case 1:
      parent[random.pick(tellingNames)] = oddValue(random)
      break
    case 2: {
      const other = random.pick([first, ...others])
      parent[name] = structuredClone(other.parent[other.name])
      break
    }
    default:
      parent[name] = oddValue(random)
  }
}

/** Every named place, of lists as well, from the outside in. */
function placesIn(root: Record<string, unknown>): Place[] {
  const places: Place[] = []
  const waiting: unknown[] = [root]
  while (waiting.length > 0 && places.length < 500) {
    const next = waiting.shift()
    if (typeof next !== 'object' || next === null) continue
    const parent = next as Record<string, unknown>
    for (const name of Object.keys(parent)) {
      places.push({ parent, name })
      waiting.push(parent[name])
    }
  }
  return places
}
