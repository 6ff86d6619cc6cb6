import { expect, test } from 'vitest'
import { takeBackup } from '../../main/storage/backup.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { restore } from '../../main/storage/restore.ts'
import { findMessages } from '../../main/turns/search.ts'
import { tamper } from '../helpers/damage.ts'
import { NOVEMBER_10, profileOnDisk } from '../helpers/profile-on-disk.ts'
import { indexAll, storeTurn } from '../helpers/stored-chat.ts'

const nowMs = (): number => NOVEMBER_10

test('what a restore brings back is found, also where another turn had its place in the index', async () => {
  const { path, storage, database, close } = profileOnDisk()
  const boiler = storeTurn(storage, { question: 'the boiler', atMs: 1_000 })
  indexAll(storage)
  const options = { path, steps: migrations, nowMs, freeBytes: () => null }
  const taken = await takeBackup(database, options, () => false)
  if (!taken.ok || !taken.value) throw new Error('There is no backup')
  storage.arrangement.dropTurns(boiler.conversationId, 1)
  storeTurn(storage, { question: 'the kettle', atMs: 1_000 })
  indexAll(storage)
  close()
  tamper(path, (raw) => raw.exec('CREATE TABLE other(x)'))
  expect(restore({ path, backupName: taken.value.backupName, nowMs }).ok).toBe(true)

  const { storage: whole } = profileOnDisk(path)
  expect(whole.searchIndex.waiting(Number.MIN_SAFE_INTEGER, 10)).toHaveLength(1)
  indexAll(whole)
  const found = findMessages(whole, { text: 'the', model: null, fromMs: null, untilMs: null })
  expect(found.hits.map(({ excerpt }) => excerpt).toSorted()).toEqual(['the boiler', 'the kettle'])
})
