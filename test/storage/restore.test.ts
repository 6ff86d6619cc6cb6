import {
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkLedger } from '../../main/ledger/check-ledger.ts'
import { openLedger } from '../../main/ledger/ledger.ts'
import { listBackups, takeBackup } from '../../main/storage/backup.ts'
import { chainOf, CHAIN_START, openEntries } from '../../main/storage/entries.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { type OpenedDatabase, openDatabase } from '../../main/storage/open.ts'
import { restore } from '../../main/storage/restore.ts'
import { openStorage } from '../../main/storage/storage.ts'
import type { SummaryRow } from '../../main/storage/summaries.ts'
import type { Failure } from '../../shared/failures.ts'
import { crashImage, filesOf, tamper } from '../helpers/damage.ts'
import { png } from '../helpers/images.ts'
import {
  CREDIT,
  NOVEMBER_10,
  type ProfileOnDisk,
  profileOnDisk,
  reserve,
} from '../helpers/profile-on-disk.ts'
import { addConversationWithTurn, questionRow } from '../helpers/chat-rows.ts'

const nowMs = (): number => NOVEMBER_10 + 1_000

/** A profile with a backup: a budget, an attempt that was settled, and one that was just reserved. */
async function backedUp(): Promise<ProfileOnDisk & { backupName: string }> {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  settled(profile, 't1')
  reserve(profile, 't2', 10 * CREDIT)
  const options = { path: profile.path, steps: migrations, nowMs, freeBytes: () => null }
  const taken = await takeBackup(profile.database, options, () => false)
  if (!taken.ok || !taken.value) throw new Error('There is no backup')
  return { ...profile, backupName: taken.value.backupName }
}

function settled(profile: ProfileOnDisk, attemptId: string): void {
  expect(reserve(profile, attemptId, 20 * CREDIT).ok).toBe(true)
  profile.ledger.markDispatched(attemptId)
  profile.ledger.settle(attemptId, 15 * CREDIT, 'exact')
}

/** Closes it and makes its file one that cannot be opened, though its entries can be read. */
function breakSchema({ close, path }: ProfileOnDisk): void {
  close()
  tamper(path, (raw) => raw.exec('CREATE TABLE other(x)'))
}

/** Closes it and makes its file one in which nothing can be read. */
function shred({ close, path }: ProfileOnDisk): void {
  close()
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0x5a, 0, bytes.length - 100))
}

function restored(path: string, backupName: string): OpenedDatabase {
  expect(restore({ path, backupName, nowMs })).toEqual({ ok: true, value: undefined })
  return open(path)
}

function open(path: string): OpenedDatabase {
  const opened = openDatabase({ path, nowMs })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  return opened.value
}

function failureOf(path: string, backupName: string, freeBytes: number | null = null): Failure {
  const done = restore({ path, backupName, nowMs, freeBytes: () => freeBytes })
  if (done.ok) throw new Error('It was restored')
  return done.failure
}

function incident({ database }: OpenedDatabase): unknown {
  const json = database
    .prepare<[], string>("SELECT detail_json FROM incident WHERE kind = 'restored'")
    .pluck()
    .get()
  return JSON.parse(json ?? 'null')
}

/** Hands the opened database to the helper that checks every ledger when its test is over. */
function profileOver({ database, mark }: OpenedDatabase, path: string): ProfileOnDisk {
  database.close()
  mark.close()
  return profileOnDisk(path)
}

const IMAGE_ID = 'a'.repeat(64)

/** Adds a turn with an image, and returns its bytes. */
function addTurnWithImage({ storage }: ProfileOnDisk): Uint8Array {
  const bytes = png(3, 2)
  const image = { attachmentId: IMAGE_ID, mediaType: 'image/png', widthPx: 3, heightPx: 2 } as const
  storage.attachments.add({ ...image, createdAtMs: 1 }, bytes)
  addConversationWithTurn(storage, 'c', 'with-image', 1)
  const parts = [{ type: 'image', ...image, name: 'cat.png', sizeBytes: bytes.length }]
  storage.messages.add(questionRow('with-image', JSON.stringify(parts), 1))
  return bytes
}

describe('restoring a backup', () => {
  test('brings back what the damaged ledger still has beyond it, and keeps a record', async () => {
    const profile = await backedUp()
    const { path, backupName } = profile
    settled(profile, 't3')
    profile.ledger.topUp(50 * CREDIT, 'more')
    profile.ledger.setMonthlyBudget(200 * CREDIT, 'raise')
    const before = profile.ledger.budget()
    breakSchema(profile)
    const opened = restored(path, backupName)
    expect(incident(opened)).toEqual({ backupName, broughtBackCount: 4, lostEntryCount: 0 })
    expect(opened.lostEntryCount).toBe(0)
    expect(profileOver(opened, path).ledger.budget()).toEqual(before)
  })

  test('brings back a message with the image in it', async () => {
    const profile = await backedUp()
    const bytes = addTurnWithImage(profile)
    breakSchema(profile)
    const again = profileOver(restored(profile.path, profile.backupName), profile.path)
    expect(again.storage.messages.ofTurn('with-image')).toHaveLength(1)
    expect(again.storage.attachments.bytes(IMAGE_ID)?.equals(bytes)).toBe(true)
  })

  test('brings back what is sent instead of older turns, as it is now', async () => {
    const profile = profileOnDisk()
    const { storage, ledger } = profile
    ledger.setMonthlyBudget(100 * CREDIT, 'first')
    addConversationWithTurn(storage, 'c', 'first', 1)
    const summary = (summaryId: string, attemptId: string): SummaryRow => ({
      summaryId,
      turnId: 'first',
      turnCount: 1,
      attemptId,
      providerId: 'test',
      modelId: 'heavy',
      modelName: 'Heavy',
      text: `In short: ${summaryId}`,
      isSent: 1,
      createdAtMs: 1,
    })
    settled(profile, 't1')
    storage.summaries.add(summary('undone since', 't1'))
    storage.droppedAttachments.drop('first', 0)
    const options = { path: profile.path, steps: migrations, nowMs, freeBytes: () => null }
    const taken = await takeBackup(profile.database, options, () => false)
    if (!taken.ok || !taken.value) throw new Error('There is no backup')
    storage.summaries.setSent('undone since', false)
    settled(profile, 't2')
    storage.summaries.add(summary('made since', 't2'))
    storage.droppedAttachments.putBack('first', 0)
    storage.droppedAttachments.drop('first', 1)
    breakSchema(profile)
    const again = profileOver(restored(profile.path, taken.value.backupName), profile.path)
    expect(again.storage.summaries.ofTurn('first')).toEqual([
      summary('made since', 't2'),
      { ...summary('undone since', 't1'), isSent: 0 },
    ])
    expect(again.storage.droppedAttachments.places('first')).toEqual([1])
  })

  test('brings back a message whose image cannot be brought back', async () => {
    const profile = await backedUp()
    addTurnWithImage(profile)
    breakSchema(profile)
    tamper(profile.path, (raw) => raw.exec("UPDATE attachment SET media_type = 'damaged'"))
    const again = profileOver(restored(profile.path, profile.backupName), profile.path)
    expect(again.storage.messages.ofTurn('with-image')).toHaveLength(1)
    expect(again.storage.attachments.bytes(IMAGE_ID)).toBeNull()
  })

  test('of which nothing can be read, goes back to the backup and says what is known lost', async () => {
    const profile = await backedUp()
    const { path, backupName } = profile
    settled(profile, 't3')
    shred(profile)
    const opened = restored(path, backupName)
    expect(incident(opened)).toEqual({ backupName, broughtBackCount: 0, lostEntryCount: 2 })
    expect(opened.lostEntryCount).toBe(2)
    const again = profileOver(opened, path)
    expect(again.ledger.budget().balances.spentNanoUsd).toBe(15 * CREDIT)
    again.close()
    const later = open(path)
    expect(later.lostEntryCount).toBe(0)
    later.database.close()
  })

  test('stops at the first entry that is not chained, and counts the rest as lost', async () => {
    const profile = await backedUp()
    const { path, backupName } = profile
    settled(profile, 't3')
    settled(profile, 't4')
    profile.close()
    tamper(path, (raw) => raw.exec('UPDATE entry SET amount_nano_usd = 1 WHERE sequence = 7'))
    const opened = restored(path, backupName)
    expect(incident(opened)).toEqual({ backupName, broughtBackCount: 2, lostEntryCount: 2 })
    profileOver(opened, path)
  })

  test('brings nothing back from a ledger that went another way', async () => {
    const profile = await backedUp()
    const { path, backupName } = profile
    settled(profile, 't3')
    profile.close()
    tamper(path, (raw) => raw.exec('UPDATE entry SET chain = zeroblob(32) WHERE sequence = 4'))
    const opened = restored(path, backupName)
    expect(incident(opened)).toEqual({ backupName, broughtBackCount: 0, lostEntryCount: 2 })
    profileOver(opened, path)
  })

  test('never gives back what may have been sent', async () => {
    const profile = await backedUp()
    const { path, backupName } = profile
    reserve(profile, 't3', 10 * CREDIT)
    profile.ledger.markDispatched('t2')
    shred(profile)
    const { database, mark } = restored(path, backupName)
    const states = database.prepare('SELECT id, state FROM attempt ORDER BY id').all()
    expect(states).toEqual([
      { id: 't1', state: 'settled' },
      { id: 't2', state: 'dispatched' },
    ])
    const closedInOrder = database
      .prepare("SELECT value_json FROM setting WHERE key = 'closedInOrder'")
      .pluck()
      .get()
    expect(closedInOrder).not.toBe('true')
    database.close()
    mark.close()
  })

  test('brings back what was allowed beyond a budget that is firm by now', async () => {
    const profile = await backedUp()
    const { path, backupName, ledger, storage } = profile
    ledger.configure({ mode: 'ask' })
    const facts = {
      attemptId: 'beyond',
      turnId: 'turn of beyond',
      number: 1,
      purpose: 'answer' as const,
      providerId: 'other',
      modelId: 'new',
      priceId: storage.prices.pin('other', 'new', {
        rates: {
          inputPicoUsd: 1,
          outputPicoUsd: 1,
          cacheReadPicoUsd: null,
          cacheWriteShortPicoUsd: null,
          cacheWriteLongPicoUsd: null,
        },
        longContext: null,
        searchPicoUsd: null,
        match: 'exact',
        version: null,
        source: 'bundled',
        takenOn: '2026-11-21',
      }),
      effort: null,
      textTokens: null,
      inputTokens: 1,
      maxOutputTokens: 1,
      expectedNanoUsd: 1,
      reservedNanoUsd: 300 * CREDIT,
    }
    expect(ledger.reserve(facts, { allowedNanoUsd: 300 * CREDIT }).ok).toBe(true)
    ledger.configure({ mode: 'firm' })
    const before = ledger.budget()
    breakSchema(profile)
    const again = profileOver(restored(path, backupName), path)
    expect(again.ledger.budget()).toEqual(before)
  })

  test('moves the damaged set aside under one stamp, byte for byte', async () => {
    const profile = await backedUp()
    profile.database.exec('CREATE TABLE other(x)')
    const path = crashImage(profile)
    profile.database.exec('DROP TABLE other')
    const { backupName } = profile
    renameSync(join(dirname(profile.path), 'backups'), join(dirname(path), 'backups'))
    const before = filesOf(dirname(path))
    expect(Object.keys(before)).toEqual(['farthing.db', 'farthing.db-wal', 'ledger.mark'])
    const { database, mark } = restored(path, backupName)
    database.close()
    mark.close()
    const after = filesOf(dirname(path))
    const aside = Object.entries(after).filter(([name]) => name.includes('-set-aside-'))
    const stem = 'farthing-set-aside-2026-11-10T12-00-01-000Z'
    expect(Object.fromEntries(aside)).toEqual({
      [`${stem}.db`]: before['farthing.db'],
      [`${stem}.db-wal`]: before['farthing.db-wal'],
      [`${stem}.mark`]: before['ledger.mark'],
    })
  })
})

describe('a restore is possible', () => {
  test('where the database is gone', async () => {
    const profile = await backedUp()
    const { path, backupName } = profile
    settled(profile, 't3')
    profile.close()
    rmSync(path)
    const opened = restored(path, backupName)
    expect(incident(opened)).toEqual({ backupName, broughtBackCount: 0, lostEntryCount: 2 })
    profileOver(opened, path)
  })

  test('from a backup before an upgrade, which is upgraded first', async () => {
    const steps = [...migrations, 'CREATE TABLE later(x TEXT) STRICT']
    const profile = await backedUp()
    const { path } = profile
    profile.close()
    const upgraded = openDatabase({ path, nowMs, steps })
    if (!upgraded.ok) throw new Error(JSON.stringify(upgraded.failure))
    const { database, mark } = upgraded.value
    const storage = openStorage(database, mark)
    const clock = { nowMs, timeZone: () => 'UTC' }
    openLedger(storage, clock).topUp(50 * CREDIT, 'after the upgrade')
    storage.close()
    tamper(path, (raw) => raw.exec('CREATE TABLE other(x)'))
    const backup = listBackups(path).find(({ kind }) => kind === `version-${migrations.length}`)
    const backupName = backup?.backupName ?? ''
    expect(restore({ path, backupName, nowMs, steps })).toEqual({ ok: true, value: undefined })
    const opened = openDatabase({ path, nowMs, steps })
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
    expect(incident(opened.value)).toMatchObject({ broughtBackCount: 1, lostEntryCount: 0 })
    expect(checkLedger(opened.value.database)).toEqual([])
    opened.value.database.close()
    opened.value.mark.close()
  })
})

describe('what cannot be restored changes nothing', () => {
  test.each([
    ['a name that is not in the list', (name: string) => `x${name}`],
    ['a path', (name: string) => `../backups/${name}`],
    ['the damaged database itself', () => '../farthing.db'],
  ])('%s', async (_name, nameOf) => {
    const profile = await backedUp()
    shred(profile)
    const before = filesOf(dirname(profile.path))
    const backupName = nameOf(profile.backupName)
    expect(failureOf(profile.path, backupName)).toEqual({ kind: 'backup-unusable', backupName })
    expect(filesOf(dirname(profile.path))).toEqual(before)
  })

  test.each<[string, (path: string) => void]>([
    ['was cut', (path) => truncateSync(path, 8_192)],
    ['is empty', (path) => truncateSync(path, 0)],
    ['is not a database', (path) => writeFileSync(path, 'nonsense')],
    [
      'has an entry that was changed',
      (path) =>
        tamper(path, (raw) => raw.exec('UPDATE entry SET amount_nano_usd = 7 WHERE sequence = 1')),
    ],
    ['lacks a trigger', (path) => tamper(path, (raw) => raw.exec('CREATE TABLE other(x)'))],
    [
      'has balances that differ from its entries',
      (path) => tamper(path, (raw) => raw.exec('UPDATE balance SET spent_nano_usd = 1')),
    ],
  ])('a backup that %s', async (_name, damage) => {
    const profile = await backedUp()
    shred(profile)
    damage(listBackups(profile.path)[0]?.path ?? '')
    const before = filesOf(dirname(profile.path))
    const { backupName } = profile
    expect(failureOf(profile.path, backupName)).toEqual({ kind: 'backup-unusable', backupName })
    expect(filesOf(dirname(profile.path))).toEqual(before)
  })

  test('without room for it', async () => {
    const profile = await backedUp()
    shred(profile)
    const before = filesOf(dirname(profile.path))
    expect(failureOf(profile.path, profile.backupName, 50_000_000)).toMatchObject({
      kind: 'disk-nearly-full',
    })
    expect(filesOf(dirname(profile.path))).toEqual(before)
  })
})

describe('a restore that is interrupted', () => {
  test('before it is decided leaves the damaged set, and can be begun again', async () => {
    const profile = await backedUp()
    const { path, backupName } = profile
    shred(profile)
    const before = filesOf(dirname(path))
    for (const name of ['restore.db', 'restore.db-journal', 'damaged.db', 'damaged.db-wal']) {
      writeFileSync(join(dirname(path), `unfinished-${name}`), 'half')
    }
    expect(openDatabase({ path, nowMs })).toMatchObject({ failure: { kind: 'database-damaged' } })
    expect(filesOf(dirname(path))).toEqual(before)
    profileOver(restored(path, backupName), path)
  })

  test('after any number of its moves is finished by the next start', async () => {
    const profile = await backedUp()
    const { backupName } = profile
    settled(profile, 't3')
    profile.database.exec('CREATE TABLE other(x)')
    const image = crashImage(profile)
    profile.database.exec('DROP TABLE other')
    const original = filesOf(dirname(image))
    const backups = join(dirname(profile.path), 'backups')
    const stem = 'farthing-set-aside-2026-11-10T12-00-01-000Z'
    const moves = [
      ['ledger.mark', `${stem}.mark`],
      ['farthing.db-wal', `${stem}.db-wal`],
      ['farthing.db', `${stem}.db`],
      ['farthing-next-2026-11-10T12-00-01-000Z.db', 'farthing.db'],
    ] as const
    for (let made = 0; made < moves.length; made += 1) {
      const path = crashImage({ path: image })
      const folder = dirname(path)
      cpSync(backups, join(folder, 'backups'), { recursive: true })
      expect(restore({ path, backupName, nowMs }).ok).toBe(true)
      for (const [from, to] of moves.slice(0, made)) {
        renameSync(join(folder, from), join(folder, to))
      }
      const opened = open(path)
      expect(incident(opened), `after ${made} moves`).toMatchObject({ broughtBackCount: 2 })
      opened.database.close()
      opened.mark.close()
      const after = filesOf(folder)
      for (const [from, to] of moves.slice(0, 3)) expect(after[to]).toBe(original[from])
      expect(readdirSync(folder).filter((name) => name.includes('-next-'))).toEqual([])
    }
  })
})

describe('what belongs together is brought back together', () => {
  test('an attempt that was allowed beyond the budget is not, if its reservation cannot be read', async () => {
    const { path, ledger, storage, close, backupName, ...profile } = await backedUp()
    ledger.configure({ mode: 'watch' })
    reserve({ path, ledger, storage, close, ...profile }, 'beyond', 300 * CREDIT)
    const kept = [...storage.entries.all()].filter((entry) => entry.attemptId !== 'beyond')
    close()
    tamper(path, (raw) =>
      raw.exec(
        "UPDATE entry SET amount_nano_usd = 1 WHERE attempt_id = 'beyond' AND kind = 'reserve'",
      ),
    )
    const opened = restored(path, backupName)
    const after = openStorage(opened.database)
    expect([...after.entries.all()]).toEqual(kept)
    expect(after.attempts.find('beyond')).toBeNull()
    expect(checkLedger(opened.database)).toEqual([])
    expect(opened.lostEntryCount).toBe(2)
    opened.database.close()
    opened.mark.close()
  })

  /** Settled with overrun after the backup: reserve 5, settle 6, overrun 7, cover 8. */
  async function overrunAfterBackup(): Promise<ProfileOnDisk & { backupName: string }> {
    const profile = await backedUp()
    expect(reserve(profile, 'over', 10 * CREDIT).ok).toBe(true)
    profile.ledger.markDispatched('over')
    profile.ledger.settle('over', 25 * CREDIT, 'exact')
    profile.close()
    return profile
  }

  test('what an attempt cost is called exact only if all of it was brought back', async () => {
    const { path, backupName } = await overrunAfterBackup()
    tamper(path, (raw) => raw.exec("UPDATE entry SET chain = zeroblob(32) WHERE kind = 'overrun'"))
    const opened = restored(path, backupName)
    expect(openStorage(opened.database).attempts.find('over')).toMatchObject({
      state: 'settled',
      spentNanoUsd: 10 * CREDIT,
      quality: 'estimated',
    })
    profileOver(opened, path)
  })

  test('so is one that was ended before the backup and corrected after it', async () => {
    const profile = await backedUp()
    const { path, backupName, ledger, close } = profile
    ledger.adjust('t1', 18 * CREDIT, 'exact')
    close()
    tamper(path, (raw) => raw.exec("UPDATE entry SET chain = zeroblob(32) WHERE kind = 'adjust'"))
    const opened = restored(path, backupName)
    expect(openStorage(opened.database).attempts.find('t1')).toMatchObject({
      spentNanoUsd: 15 * CREDIT,
      quality: 'estimated',
    })
    profileOver(opened, path)
  })

  test('an attempt has no quality before it has ended', async () => {
    const profile = await backedUp()
    const { path, backupName, close } = profile
    settled(profile, 't3')
    close()
    tamper(path, (raw) => raw.exec('UPDATE entry SET chain = zeroblob(32) WHERE sequence = 6'))
    const opened = restored(path, backupName)
    expect(openStorage(opened.database).attempts.find('t3')).toMatchObject({
      spentNanoUsd: null,
      quality: null,
    })
    profileOver(opened, path)
  })

  test('a settlement is not, if the overrun that was read with it cannot be added', async () => {
    const { path, backupName } = await overrunAfterBackup()
    tamper(path, (raw) => {
      raw.exec("UPDATE entry SET at_ms = at_ms - 1 WHERE kind = 'overrun'")
      let before = CHAIN_START
      for (const entry of Array.from(openEntries(raw).all())) {
        before = chainOf(before, entry)
        raw.prepare('UPDATE entry SET chain = ? WHERE sequence = ?').run(before, entry.sequence)
      }
    })
    const opened = restored(path, backupName)
    expect(openStorage(opened.database).attempts.find('over')).toMatchObject({
      spentNanoUsd: null,
      quality: null,
    })
    profileOver(opened, path)
  })
})
