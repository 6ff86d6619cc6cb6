import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

const KILOBYTES_PER_MEGABYTE = 1_024
const NANOSECONDS_PER_MILLISECOND = 1_000_000

/** Whether this system tells what a process weighs and how long it ran. */
export function canWeighProcesses(): boolean {
  return existsSync('/proc/self/smaps_rollup') && existsSync('/proc/self/task')
}

/** A process and all that descend from it: an Electron app is five or six of them. */
export function processTree(rootId: number): readonly number[] {
  const childrenOf = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const parentId = parentOf(name)
    if (parentId === null) continue
    childrenOf.set(parentId, [...(childrenOf.get(parentId) ?? []), Number(name)])
  }
  const found = [rootId]
  for (const id of found) found.push(...(childrenOf.get(id) ?? []))
  return found
}

function parentOf(name: string): number | null {
  const text = /^\d+$/u.test(name) ? readOrNull(`/proc/${name}/stat`) : null
  // The name of the program stands in brackets and may itself hold brackets and spaces.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields ? Number(fields[1]) : null
}

/**
 * The memory of a tree: what its processes share is counted once, in parts. Null while the same
 * program runs elsewhere too, because that takes over a part of what all of them share.
 */
export function pssMb(processIds: readonly number[]): number | null {
  const program = programOf(processIds[0])
  if (program === null) return null
  const others = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
  if (others.some((id) => !processIds.includes(id) && programOf(id) === program)) return null
  let kilobytes = 0
  for (const id of processIds) {
    const text = readOrNull(`/proc/${id}/smaps_rollup`) ?? ''
    kilobytes += Number(/^Pss:\s+(\d+) kB$/mu.exec(text)?.[1] ?? 0)
  }
  return kilobytes / KILOBYTES_PER_MEGABYTE
}

/**
 * What the processes of a tree have to themselves, in MB: unlike a share of what is shared, it does
 * not change with what else runs.
 */
export function privateMb(processIds: readonly number[]): number {
  let kilobytes = 0
  for (const id of processIds) {
    const text = readOrNull(`/proc/${id}/smaps_rollup`) ?? ''
    for (const [, amount] of text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gmu)) {
      kilobytes += Number(amount)
    }
  }
  return kilobytes / KILOBYTES_PER_MEGABYTE
}

/**
 * Processor time of a tree so far, in ms. Read from the scheduler's own count of each thread: the
 * ticks in `stat` are 10 ms, and the goal for five idle seconds is one tick.
 */
export function processorMs(processIds: readonly number[]): number {
  let nanoseconds = 0
  for (const id of processIds) {
    for (const thread of threadsOf(id)) {
      const text = readOrNull(`/proc/${id}/task/${thread}/schedstat`)
      nanoseconds += Number(text?.split(' ')[0] ?? 0)
    }
  }
  return nanoseconds / NANOSECONDS_PER_MILLISECOND
}

function threadsOf(id: number): readonly string[] {
  try {
    return readdirSync(`/proc/${id}/task`)
  } catch {
    return []
  }
}

function programOf(id: number | undefined): string | null {
  try {
    return readlinkSync(`/proc/${id}/exe`)
  } catch {
    return null
  }
}

/** A process can end between being listed and being read. */
function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
