import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { takeBackup } from '../../main/storage/backup.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { restore } from '../../main/storage/restore.ts'
import { envelopesOf } from '../../main/turns/envelopes.ts'
import type { EnvelopeOf } from '../../shared/ipc/shapes.ts'
import { addConversationWithTurn } from '../helpers/chat-rows.ts'
import { breakPage, tamper } from '../helpers/damage.ts'
import {
  CREDIT,
  NOVEMBER_10,
  type ProfileOnDisk,
  profileOnDisk,
  reserve,
} from '../helpers/profile-on-disk.ts'

const nowMs = (): number => NOVEMBER_10 + 1_000
const ofProvider: EnvelopeOf = { kind: 'provider', providerId: 'test' }
const ofFolder: EnvelopeOf = { kind: 'folder', folderId: 'office' }

function newProfile(): ProfileOnDisk {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  return profile
}

function save({ ledger }: ProfileOnDisk, envelopeId: string, of: EnvelopeOf, credits: number) {
  return ledger.saveEnvelope({ envelopeId, of, monthlyNanoUsd: credits * CREDIT })
}

function spend(profile: ProfileOnDisk, attemptId: string, credits: number): void {
  expect(reserve(profile, attemptId, 2 * credits * CREDIT).ok).toBe(true)
  profile.ledger.markDispatched(attemptId)
  profile.ledger.settle(attemptId, credits * CREDIT, 'exact')
}

/** What each envelope holds, in credits. */
function held({ ledger }: ProfileOnDisk): string[] {
  return ledger
    .budget()
    .envelopes.map(
      ({ envelopeId, monthlyNanoUsd, reservedNanoUsd, spentNanoUsd }) =>
        `${envelopeId} ${monthlyNanoUsd / CREDIT}: ${reservedNanoUsd / CREDIT}+${spentNanoUsd / CREDIT}`,
    )
}

async function backUp({ database, path }: ProfileOnDisk): Promise<string> {
  const options = { path, steps: migrations, nowMs, freeBytes: () => null }
  const taken = await takeBackup(database, options, () => false)
  if (!taken.ok || !taken.value) throw new Error('There is no backup')
  return taken.value.backupName
}

function restored(path: string, backupName: string): ProfileOnDisk {
  expect(restore({ path, backupName, nowMs })).toEqual({ ok: true, value: undefined })
  return profileOnDisk(path)
}

/** Closes it and makes its file one that cannot be opened, though its rows can be read. */
function breakSchema({ close, path }: ProfileOnDisk): void {
  close()
  tamper(path, (raw) => raw.exec('CREATE TABLE other(x)'))
}

describe('an envelope', () => {
  test('there is one of each kind: saved again it has another amount, under its first id', () => {
    const profile = newProfile()
    save(profile, 'one', ofProvider, 50)
    save(profile, 'two', ofProvider, 30)
    expect(held(profile)).toEqual(['one 30: 0+0'])
  })

  test('with an id that was of another makes its way, and counts what is there for the new one', () => {
    const profile = newProfile()
    save(profile, 'one', { kind: 'provider', providerId: 'other' }, 50)
    spend(profile, 't1', 4)
    save(profile, 'one', ofProvider, 30)
    expect(held(profile)).toEqual(['one 30: 0+4'])
  })

  test('of a folder counts what its conversations spent, wherever they go later', () => {
    const profile = newProfile()
    const { storage } = profile
    storage.folders.save({ folderId: 'office', name: 'Office', optionsJson: '{}' }, 1)
    addConversationWithTurn(storage, 'chat', 'turn of t1', 1)
    spend(profile, 't1', 4)
    spend(profile, 'elsewhere', 3)
    storage.arrangement.move('chat', 'office')
    save(profile, 'one', ofFolder, 30)
    expect(held(profile)).toEqual(['one 30: 0+4'])
    spend(profile, 't2', 2)
    storage.arrangement.move('chat', null)
    spend(profile, 't3', 5)
    expect(held(profile)).toEqual(['one 30: 0+6'])
  })

  test('goes with its folder, and nothing that was spent does', () => {
    const profile = newProfile()
    const { storage, ledger } = profile
    storage.folders.save({ folderId: 'office', name: 'Office', optionsJson: '{}' }, 1)
    addConversationWithTurn(storage, 'chat', 'turn of t1', 1)
    storage.arrangement.move('chat', 'office')
    save(profile, 'one', ofFolder, 30)
    spend(profile, 't1', 4)
    expect(held(profile)).toEqual(['one 30: 0+4'])
    storage.folders.remove('office')
    expect(held(profile)).toEqual([])
    expect(ledger.budget().balances.spentNanoUsd).toBe(4 * CREDIT)
    spend(profile, 't2', 4)
  })

  test('of the folder a chat is begun in counts its first turn, unless that is gone', () => {
    const profile = newProfile()
    const { storage } = profile
    storage.folders.save({ folderId: 'office', name: 'Office', optionsJson: '{}' }, 1)
    save(profile, 'one', ofFolder, 30)
    const model = { providerId: 'test', modelId: 'heavy' }
    const begun = { conversationId: 'new', folderId: 'office', model }
    expect(envelopesOf(storage, begun)).toEqual(['one'])
    expect(envelopesOf(storage, { ...begun, folderId: 'gone' })).toEqual([])
    addConversationWithTurn(storage, 'new', 'turn', 1)
    expect(envelopesOf(storage, begun), 'where it is stored, not where it began').toEqual([])
  })

  test('what is undone with a unit of work is undone of it as well', () => {
    const profile = newProfile()
    expect(() =>
      profile.storage.transact(() => {
        save(profile, 'one', ofProvider, 50)
        throw new Error('on purpose')
      }),
    ).toThrow('on purpose')
    expect(held(profile)).toEqual([])
  })

  test('whose balance is not what its attempts sum to is written anew, and that is kept on record', () => {
    const profile = newProfile()
    save(profile, 'one', ofProvider, 50)
    spend(profile, 't1', 4)
    profile.close()
    tamper(profile.path, (raw) => raw.exec('UPDATE envelope_balance SET spent_nano_usd = 7'))
    const again = profileOnDisk(profile.path)
    expect(held(again)).toEqual(['one 50: 0+4'])
    const kinds = again.database.prepare('SELECT kind FROM incident').pluck().all()
    expect(kinds).toEqual(['balances-rebuilt'])
  })
})

describe('a restore', () => {
  test('has the envelopes as they were last set, with all that counts in them', async () => {
    const profile = newProfile()
    save(profile, 'one', ofProvider, 50)
    save(profile, 'gone', { kind: 'provider', providerId: 'other' }, 10)
    spend(profile, 't1', 4)
    const backupName = await backUp(profile)
    profile.ledger.configure({ mode: 'ask' })
    save(profile, 'one', ofProvider, 10)
    profile.ledger.removeEnvelope('gone')
    reserve(profile, 't2', 20 * CREDIT, 100 * CREDIT)
    save(profile, 'two', { kind: 'model', model: { providerId: 'test', modelId: 'heavy' } }, 60)
    profile.ledger.setTurnLimit(1)
    profile.ledger.configure({ mode: 'firm' })
    const before = profile.ledger.budget()
    expect(held(profile)).toEqual(['one 10: 20+4', 'two 60: 20+4'])
    breakSchema(profile)
    const again = restored(profile.path, backupName)
    expect(again.ledger.budget()).toEqual(before)
    const allowed = 'SELECT sum(allowed_nano_usd) FROM envelope_attempt'
    expect(again.database.prepare(allowed).pluck().get()).toBe(14 * CREDIT)
  })

  test('has those of the backup where nothing else can be read', async () => {
    const profile = newProfile()
    save(profile, 'one', ofProvider, 50)
    spend(profile, 't1', 4)
    const backupName = await backUp(profile)
    spend(profile, 't2', 4)
    profile.close()
    const bytes = readFileSync(profile.path)
    writeFileSync(profile.path, bytes.fill(0x5a, 0, bytes.length - 100))
    expect(held(restored(profile.path, backupName))).toEqual(['one 50: 0+4'])
  })

  test('counts what is in its scope where it cannot be read what counted', async () => {
    const profile = newProfile()
    save(profile, 'one', ofProvider, 50)
    spend(profile, 't1', 4)
    const backupName = await backUp(profile)
    spend(profile, 't2', 3)
    profile.close()
    breakPage(profile.path, 'envelope_attempt')
    expect(openDatabase({ path: profile.path }).ok).toBe(false)
    expect(held(restored(profile.path, backupName))).toEqual(['one 50: 0+7'])
  })
})
