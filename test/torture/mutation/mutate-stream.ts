import type { Random } from '../part.ts'
import { mutateJson } from './mutate-json.ts'
import { oddValue } from './odd-values.ts'

/** The same answer, changed in its bytes, in its lines, or in the JSON of its events. */
export function mutateStream(body: string, other: string, random: Random): Uint8Array {
  const kind = random.integer(0, 9)
  const text = kind < 6 ? mutateEvents(body, other, random) : body
  const bytes = new TextEncoder().encode(text)
  return kind < 5 ? bytes : mutateBytes(bytes, random)
}

/** Keeps the form of the events, so that what is odd gets as far as the readers. */
function mutateEvents(body: string, other: string, random: Random): string {
  const events = body.split('\n\n')
  const [first = '', ...rest] = other.split('\n\n')
  for (let left = random.integer(1, 3); left > 0; left -= 1) {
    const at = random.integer(0, events.length - 1)
    switch (random.integer(0, 7)) {
      case 0:
        events.splice(at, 1)
        break
      case 1:
        events.splice(at, 0, events[random.integer(0, Math.max(0, events.length - 1))] ?? '')
        break
      case 2:
        events.splice(at, 0, random.pick([first, ...rest]))
        break
      case 3:
        events.splice(at, 0, `data: ${JSON.stringify(oddValue(random))}`)
        break
      default:
        events[at] = mutateEvent(events[at] ?? '', random)
    }
  }
  return events.join('\n\n')
}

function mutateEvent(event: string, random: Random): string {
  const found = /^(?<before>(?:[^{[]*\n)?(?:data: ?)?)(?<json>[{[].*)$/su.exec(event)
  const { before = '', json = '' } = found?.groups ?? {}
  const value = valueOf(json)
  if (value === undefined) return event
  const name = random.chance(0.05) ? '' : before
  return `${name}${JSON.stringify(mutateJson(value, random))}`
}

function valueOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let mutated = Array.from(bytes)
  for (let left = random.integer(1, 6); left > 0; left -= 1) {
    const at = random.integer(0, mutated.length)
    const length = random.integer(1, 40)
    switch (random.integer(0, 5)) {
      case 0:
        mutated = mutated.slice(0, at)
        break
      case 1:
        mutated.splice(at, length)
        break
      case 2:
        mutated.splice(at, 0, ...mutated.slice(at, at + length))
        break
      case 3:
        mutated.splice(at, 0, random.pick([0x0a, 0x0d, 0x00, 0x20, 0x7b, 0x7d, 0x22, 0xff, 0xc3]))
        break
      default:
        if (at < mutated.length) mutated[at] = random.integer(0, 255)
    }
  }
  return Uint8Array.from(mutated)
}
