import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { listBackups } from '../../main/storage/backup.ts'
import { readMark } from '../../main/storage/mark.ts'
import { schemaOf, expectedSchema } from '../../main/storage/schema.ts'
import { type Audit, auditFile, auditPlainly, type Wrong } from './audit.ts'
import { openTortureSession } from './a-session.ts'
import type { Random } from './part.ts'
import { copyOf } from './profiles-to-kill.ts'
import { brokenByRecovery, brokenPromises, type Said } from './promises.ts'
import { futureMigrations, type ScenarioName, scenarios } from './scenarios.ts'
import { watchSteps } from './steps.ts'
import { databaseOf, markOf } from './work.ts'

/** How often in a row a start is killed before one is left to finish. */
const KILLED_STARTS = 5

/** In how many cases starts are killed as well; where a start itself was killed, always. */
const INTERRUPTED_SHARE = 0.2

export type Case = {
  /** Holds everything of this case. */
  base: string
  /** The profile as the killed process left it. */
  folder: string
  /** The profile as that process found it. */
  before: string
  scenario: ScenarioName
  said: Said
  random: Random
}

/** Opens what a killed process left and says everything that is wrong with it. */
export async function judge(one: Case): Promise<Wrong[]> {
  const wrong = backupsThatDoNotHold(one.folder)
  if (one.scenario === 'migration') return [...wrong, ...judgeMigration(one)]
  if (one.scenario === 'restore') return [...wrong, ...(await judgeRestore(one))]
  return [...wrong, ...(await judgeProfile(one))]
}

async function judgeProfile(one: Case): Promise<Wrong[]> {
  const { base, folder, said, scenario, random } = one
  const crashed = auditPlainly(databaseOf(copyOf(folder, join(base, 'crashed'))))
  const isInterrupted = scenario === 'recovery' || random.chance(INTERRUPTED_SHARE)
  const interrupted = isInterrupted ? copyOf(folder, join(base, 'interrupted-0')) : null
  const recovered = await recover(folder, one)
  const wrong = [
    ...(crashed ? [...crashed.wrong, ...brokenPromises(said, crashed)] : noneOf(said)),
    ...recovered.wrong,
    ...(crashed ? brokenByRecovery(crashed, recovered) : []),
  ]
  if (interrupted === null) return wrong
  const again = await recover(await interruptedStarts(interrupted, one), one)
  if (again.contents !== recovered.contents) {
    wrong.push({ count: 'unhandled', what: 'starts that were killed come to another end' })
  }
  return wrong
}

function noneOf({ acknowledged }: Said): Wrong[] {
  return acknowledged === 0 ? [] : [{ count: 'lost', what: 'there is no database' }]
}

/** Opens a profile as the app does, closes it, and reads what is there. */
async function recover(
  folder: string,
  { said, scenario }: Pick<Case, 'said' | 'scenario'>,
  lostEntryCount = 0,
): Promise<Audit> {
  const profile = scenario === 'turns' ? 'practice' : 'personal'
  const { opened, reports } = openTortureSession(folder, said.atMs, { profile })
  if (!opened.ok) throw new Error(`it does not open: ${JSON.stringify(opened.failure)}`)
  const { recovered, close } = opened.value
  await close()
  const found = auditFile(databaseOf(folder))
  if (recovered.lostEntryCount !== lostEntryCount) {
    found.wrong.push({ count: 'lost', what: `${recovered.lostEntryCount} entries are said lost` })
  }
  if (recovered.rebuiltCount !== 0) {
    found.wrong.push({ count: 'unhandled', what: 'balances were rebuilt' })
  }
  for (const report of reports) found.wrong.push({ count: 'unhandled', what: String(report) })
  return found
}

/**
 * Starts that die one after the other, each at a random step. A copy of the files at that step is
 * what a kill would leave: SQLite keeps nothing outside them.
 */
async function interruptedStarts(folder: string, one: Case): Promise<string> {
  let last = folder
  for (let start = 1; start <= KILLED_STARTS; start += 1) {
    const next = join(one.base, `interrupted-${start}`)
    const diesAt = one.random.integer(1, 25)
    let died = false
    const stop = watchSteps(({ number }) => {
      if (number !== diesAt) return
      stop()
      copyOf(last, next)
      died = true
    })
    try {
      await recover(last, one)
    } finally {
      stop()
    }
    // One that came to its end before that step was not killed, and is started again.
    if (died) last = next
  }
  return last
}

/** The old version or a new one, never between; and after the upgrade every row is there. */
function judgeMigration({ base, folder, before, said }: Case): Wrong[] {
  const wrong: Wrong[] = []
  const path = databaseOf(copyOf(folder, join(base, 'crashed')))
  const crashed = auditFile(path)
  const database = new SqliteDatabase(path)
  const version = Number(database.pragma('user_version', { simple: true }))
  if (schemaOf(database) !== expectedSchema(futureMigrations, version)) {
    wrong.push({ count: 'lost', what: `the tables are not those of version ${version}` })
  }
  database.close()
  scenarios.migration({ folder, seed: 1, atMs: said.atMs, pieces: 0 })
  const upgraded = auditFile(databaseOf(folder))
  const old = auditFile(databaseOf(copyOf(before, join(base, 'old'))))
  for (const one of [crashed, upgraded]) wrong.push(...one.wrong, ...brokenByUpgrade(old, one))
  const upgradedDatabase = new SqliteDatabase(databaseOf(folder), { readonly: true })
  if (schemaOf(upgradedDatabase) !== expectedSchema(futureMigrations, futureMigrations.length)) {
    wrong.push({ count: 'lost', what: 'the upgrade does not come to its end' })
  }
  upgradedDatabase.close()
  return wrong
}

function brokenByUpgrade(old: Audit, now: Audit): Wrong[] {
  const facts = ({ entries, attempts, answers }: Audit): string =>
    JSON.stringify([entries, [...attempts], [...answers]])
  return facts(old) === facts(now) ? [] : [{ count: 'lost', what: 'the upgrade changed rows' }]
}

/** Either all of the damaged profile is there as it was, or the restored one is in its place. */
async function judgeRestore(one: Case): Promise<Wrong[]> {
  const { folder, before, said } = one
  const wrong: Wrong[] = []
  const damaged = readFileSync(databaseOf(before))
  const keepsDamaged = readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .some((name) => readFileSync(join(folder, name)).equals(damaged))
  if (!keepsDamaged) wrong.push({ count: 'lost', what: 'the damaged file is gone' })
  const { opened } = openTortureSession(folder, said.atMs)
  if (opened.ok) await opened.value.close()
  else if (opened.failure.kind === 'database-damaged') {
    await scenarios.restore({ folder, seed: 1, atMs: said.atMs, pieces: 0 })
  } else throw new Error(`it neither opens nor is damaged: ${JSON.stringify(opened.failure)}`)
  const restored = auditFile(databaseOf(folder))
  const markedSequence = readMark(markOf(before))?.sequence ?? 0
  const said2 = restoredIncident(folder)
  if (restored.entries.length + said2 < markedSequence) {
    wrong.push({
      count: 'lost',
      what: `${markedSequence} entries were there, ${said2} are said lost`,
    })
  }
  return [...wrong, ...restored.wrong]
}

function restoredIncident(folder: string): number {
  const database = new SqliteDatabase(databaseOf(folder), { readonly: true })
  const detail = database
    .prepare<[], string>("SELECT detail_json FROM incident WHERE kind = 'restored'")
    .pluck()
    .all()
  database.close()
  if (detail.length !== 1) throw new Error(`${detail.length} restores are written down`)
  return (JSON.parse(detail[0] ?? '{}') as { lostEntryCount: number }).lostEntryCount
}

/** A backup that is listed is whole. */
function backupsThatDoNotHold(folder: string): Wrong[] {
  return listBackups(databaseOf(folder)).flatMap(({ path, backupName, entryCount }) => {
    const { wrong, entries } = auditFile(path)
    const isWhole = wrong.length === 0 && entries.length === entryCount
    return isWhole ? [] : [{ count: 'lost' as const, what: `${backupName} is not whole` }]
  })
}
