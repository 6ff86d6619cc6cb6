import { type Attack, attack, attacks, missingValues, permitted } from '../ledger/attacks.ts'
import { fillVictim } from '../ledger/victim.ts'
import { newImage, openMemoryLedger, schemaObjects } from './sequence/memory-ledger.ts'
import { casesOf, TortureFailure, type TorturePart } from './part.ts'
import { type PlayOptions, startOfClock } from './sequence/play-sequence.ts'
import { type Guard, guardsOf } from './schema-guards.ts'
import { divergenceOf, stepsOfCase } from './sequences.ts'

/**
 * Takes one guard out of the database and looks whether anything notices: statements that must be
 * refused, and for what they do not show a batch of random sequences. A case is a guard; those
 * after the last begin with the first again, with other sequences.
 */
export const guards: TorturePart = {
  name: 'guards',
  run({ seed, extent, firstIndex }) {
    const all = allGuards()
    for (const index of casesOf(extent, firstIndex)) {
      const guard = all[index % all.length]
      if (!guard || whatNotices(guard, seed, index)) continue
      const what = `nothing notices when this is gone: ${guard.name}`
      return Promise.reject(new TortureFailure({ part: 'guards', seed, index }, what, {}))
    }
    return Promise.resolve({})
  },
}

/** Conditions that change nothing but how quickly the others are looked at. */
const redundant: readonly string[] = [
  // What ends has the entry that ends it, also when it is asked again.
  'trigger attempt_ends_by_entry: AND NEW.state <> OLD.state',
  // The one after it says which of the two; this one leads to the index.
  "trigger attempt_ends_by_entry: AND kind IN ('settle','release')",
  // Whatever else an attempt can become was reserved as well.
  "trigger attempt_sent_when_reserved: NEW.state = 'dispatched' AND",
]

/** How many sequences are tried before a guard counts as missed by nothing. */
const SEQUENCES = 60

export type AnyGuard = Guard & { pragmas?: readonly string[] }

/** Those in the words of the schema, and the settings of the connection without which some sleep. */
export function allGuards(): AnyGuard[] {
  const objects = schemaObjects()
  const inForce = ['foreign_keys = ON', 'recursive_triggers = ON']
  const settings = inForce.map((setting) => ({
    name: `PRAGMA ${setting}`,
    without: objects,
    pragmas: inForce.map((one) => (one === setting ? one.replace('ON', 'OFF') : one)),
  }))
  const found = guardsOf(objects)
  const stale = redundant.filter((name) => !found.some((guard) => guard.name === name))
  if (stale.length > 0) throw new Error(`The schema has no more: ${stale.join('; ')}`)
  return [...settings, ...found.filter(({ name }) => !redundant.includes(name))]
}

/** What notices that a guard is gone; null if nothing does. */
export function whatNotices(guard: AnyGuard, seed: number, index: number): string | null {
  const image = newImage(guard.without)
  const options = guard.pragmas ? { pragmas: guard.pragmas } : {}
  return noticedByAttacks(image, options) ?? noticedBySequences(image, options, seed, index)
}

function noticedByAttacks(image: Buffer, { pragmas }: PlayOptions): string | null {
  const clock = { ...startOfClock }
  const rig = openMemoryLedger(image, clock, pragmas)
  try {
    fillVictim(rig, clock)
    const refused = permitted.find((one) => attack(rig.database, one) !== null)
    if (refused) return refused.name
    expected ??= [...attacks, ...missingValuesOfAll()]
    return expected.find((one) => !one.refusal.test(attack(rig.database, one) ?? ''))?.name ?? null
  } catch (error) {
    return `the ledger itself: ${String(error)}`
  } finally {
    rig.database.close()
  }
}

/** Of the schema as it should be, not of the one that lacks something. */
let expected: readonly Attack[] | undefined

function missingValuesOfAll(): Attack[] {
  const { database } = openMemoryLedger(newImage(), { ...startOfClock })
  const found = missingValues(database)
  database.close()
  return found
}

function noticedBySequences(
  image: Buffer,
  options: PlayOptions,
  seed: number,
  index: number,
): string | null {
  for (let number = 0; number < SEQUENCES; number += 1) {
    const sequence = index * SEQUENCES + number
    const divergence = divergenceOf(stepsOfCase(seed, sequence), image, options)
    if (divergence) return `sequence ${sequence}: ${divergence.message}`
  }
  return null
}
