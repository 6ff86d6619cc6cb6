import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { listBackups } from '../../main/storage/backup.ts'
import type { Session } from '../../main/session.ts'
import { restore } from '../../main/storage/restore.ts'
import { auditFile, type Wrong } from './audit.ts'
import { openTortureSession } from './a-session.ts'
import { damages, type Original } from './damages.ts'
import { casesOf, type Counts, randomOfCase, TortureFailure, type TorturePart } from './part.ts'
import { backUp, copyOf, workOn } from './profiles-to-kill.ts'
import { scratchFolder } from './scratch.ts'
import { isDamage } from '../../main/storage/failure-of-sqlite.ts'
import { databaseOf, openWorkplace, START_MS } from './work.ts'

/*
 * A database file that is not as it was left: bits, pages, halves, other files in its place. It
 * opens and is whole, or the failure has a name and every byte stays as it was found. Then a backup
 * brings a whole profile back, with the damaged one set aside.
 */

const DAY_MS = 24 * 60 * 60 * 1000

/** A start that takes longer than this hangs. */
const LONGEST_START_MS = 5_000

/** When every profile here is opened: after all that was done in it. */
const LATER_MS = START_MS + 400 * DAY_MS

const allowedKinds = ['database-damaged', 'database-newer', 'database-unusable', 'read-only']

export const files: TorturePart = {
  name: 'files',
  async run({ seed, extent, firstIndex = 0 }) {
    const counts: Partial<Counts> & { damagedFiles: number } = {
      damagedFiles: 0,
      lost: 0,
      doubleCharged: 0,
      overspent: 0,
      unhandled: 0,
    }
    const root = scratchFolder('files')
    try {
      const originals = [
        await makeOriginal(join(root, 'closed'), seed, true),
        await makeOriginal(join(root, 'crashed'), seed, false),
      ]
      for (const index of casesOf(extent, firstIndex)) {
        const original = originals[index % originals.length]
        if (!original) throw new Error('There is no profile')
        const folder = join(root, String(index))
        counts.damagedFiles += 1
        await runCase({ folder, original, seed, index, counts })
      }
      return counts
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  },
}

type Context = {
  folder: string
  original: Original
  seed: number
  index: number
  counts: Partial<Counts>
}

async function runCase({ folder, original, seed, index, counts }: Context): Promise<void> {
  const random = randomOfCase(seed, 'files', index)
  copyOf(original.folder, folder)
  let what = ''
  try {
    const damage = random.pick(damages)
    what = damage.name
    what = `${damage.name}, ${damage.damage(folder, original, random)}`
    const wrong = await judge(folder, original, damage.isNoticed === true)
    for (const one of wrong) counts[one.count] = (counts[one.count] ?? 0) + 1
    if (wrong.length > 0) throw new Error(wrong.map((one) => one.what).join('; '))
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const where = original.isClosed ? 'a closed profile' : 'a profile after a crash'
    const at = { part: 'files', seed, index }
    throw new TortureFailure(at, `${where}: ${what}: ${message}`, counts, error)
  }
}

/** A profile with a backup in the middle of its life, and its database as it was then. */
async function makeOriginal(folder: string, seed: number, isClosed: boolean): Promise<Original> {
  const random = randomOfCase(seed, 'files', -1)
  const busy = `${folder}-busy`
  mkdirSync(busy)
  const before = openWorkplace(busy)
  workOn(before, 80, random, 'a')
  before.close()
  const older = readFileSync(databaseOf(busy))
  const place = openWorkplace(busy, LATER_MS)
  await backUp(busy, place)
  workOn(place, 40, random, 'd')
  if (!isClosed) copyOf(busy, folder)
  place.close()
  if (isClosed) {
    const { opened } = openTortureSession(busy, LATER_MS)
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
    await opened.value.close()
    copyOf(busy, folder)
  }
  return { folder, older, isClosed }
}

/** Opens the damaged profile, and restores it if that is what it takes. */
async function judge(folder: string, original: Original, mustBeNoticed: boolean): Promise<Wrong[]> {
  const path = databaseOf(folder)
  const before = bytesIn(folder)
  let isFoundDamaged = false
  const startedAt = performance.now()
  const { opened, reports, runLater } = openTortureSession(folder, LATER_MS, {
    damaged: () => (isFoundDamaged = true),
  })
  const tookMs = performance.now() - startedAt
  const wrong: Wrong[] = []
  if (tookMs > LONGEST_START_MS) wrong.push(unhandled(`the start took ${Math.round(tookMs)} ms`))
  if (!opened.ok) {
    const { kind } = opened.failure
    if (!allowedKinds.includes(kind)) wrong.push(unhandled(`it is ${kind}`))
    wrong.push(...changedSince(before, folder))
    return kind === 'database-damaged' ? [...wrong, ...(await judgeRestore(folder, before))] : wrong
  }
  runLater()
  try {
    if (!isFoundDamaged) readEverything(opened.value)
  } catch (error) {
    // A call that meets damage closes the profile for a restore.
    if (!isDamage(error)) throw error
    isFoundDamaged = true
  }
  await opened.value.close()
  if (isFoundDamaged) return [...wrong, ...(await judgeRestore(folder, null))]
  if (mustBeNoticed) wrong.push({ count: 'lost', what: 'nobody noticed' })
  for (const report of reports) wrong.push(unhandled(String(report)))
  const found = auditFile(path)
  const isOfPages = found.wrong.some((one) => one.isOfPages)
  const isOfChain = found.wrong.some((one) => one.isOfChain)
  if (original.isClosed && isOfPages && !isOfChain) {
    return [...wrong, ...(await judgeLater(folder))]
  }
  return [...wrong, ...found.wrong]
}

/** After a run that closed in order the whole file is not read at once, but each week it is. */
async function judgeLater(folder: string): Promise<Wrong[]> {
  const { opened } = openTortureSession(folder, LATER_MS + 8 * DAY_MS)
  if (!opened.ok && opened.failure.kind === 'database-damaged') {
    return judgeRestore(folder, bytesIn(folder))
  }
  if (opened.ok) await opened.value.close()
  return [unhandled('a week later nobody noticed')]
}

/** What every screen asks for. */
function readEverything({ turns, settings, accounts }: Session): void {
  turns.budget()
  settings()
  accounts.providers()
  accounts.catalog()
  for (const { conversationId } of turns.conversations()) turns.open(conversationId)
  turns.quote({ conversationId: null, draft: 'Hello' })
}

/** Back to the newest backup that can be used, with the damaged file kept. */
async function judgeRestore(
  folder: string,
  before: ReadonlyMap<string, Buffer> | null,
): Promise<Wrong[]> {
  const path = databaseOf(folder)
  const wrong: Wrong[] = []
  const backup = listBackups(path)[0]
  if (!backup) return [{ count: 'lost', what: 'the backup is gone' }]
  const { backupName, entryCount } = backup
  const restored = restore({ path, backupName, nowMs: () => LATER_MS })
  if (!restored.ok) throw new Error(`no restore: ${JSON.stringify(restored.failure)}`)
  const { opened, reports, runLater } = openTortureSession(folder, LATER_MS, {
    damaged: () => wrong.push({ count: 'lost', what: 'what was restored is damaged' }),
  })
  if (!opened.ok) throw new Error(`what was restored is ${opened.failure.kind}`)
  runLater()
  readEverything(opened.value)
  await opened.value.close()
  const found = auditFile(path)
  if (found.entries.length < entryCount) {
    wrong.push({ count: 'lost', what: `the backup has ${entryCount} entries` })
  }
  for (const report of reports) wrong.push(unhandled(String(report)))
  const damaged = before?.get('farthing.db')
  const keptAside = [...bytesIn(folder)].some(
    ([name, bytes]) => name.includes('set-aside') && damaged && bytes.equals(damaged),
  )
  if (damaged && !keptAside) wrong.push({ count: 'lost', what: 'the damaged file is gone' })
  return [...wrong, ...found.wrong]
}

/** Every file of a profile but SQLite's shared memory, which holds nothing. */
function bytesIn(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('-shm'))
    .map(({ name }) => name)
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]))
}

function changedSince(before: ReadonlyMap<string, Buffer>, folder: string): Wrong[] {
  const now = bytesIn(folder)
  return [...before].flatMap(([name, bytes]) =>
    now.get(name)?.equals(bytes)
      ? []
      : [{ count: 'lost' as const, what: `${name} was changed although it was not opened` }],
  )
}

function unhandled(what: string): Wrong {
  return { count: 'unhandled', what }
}
