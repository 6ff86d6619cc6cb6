import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openSearch } from '../../main/storage/search.ts'
import { openIndexing } from '../../main/turns/indexing.ts'
import { findMessages } from '../../main/turns/search.ts'
import type { SearchPage } from '../../shared/ipc/shapes.ts'
import { openProfile, profileWithProvider, sol } from '../helpers/open-profile.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'
import { indexAll, storeTurn } from '../helpers/stored-chat.ts'

const anywhere = { model: null, fromMs: null, untilMs: null }

test('a turn can be found at once when it is over, its question and its answer', async () => {
  const { session, ask } = await profileWithProvider()
  await ask(sol, 'Why does the boiler show E119?')
  const { hits } = session.turns.find({ ...anywhere, text: 'boiler' })
  expect(hits.map(({ role, modelName }) => [role, modelName])).toEqual([
    ['assistant', 'GPT-6 Sol'],
    ['user', null],
  ])
})

test('a version that is not shown is found, and opening it shows it', async () => {
  const { session, ask } = await profileWithProvider()
  const conversationId = randomUUID()
  const first = await ask(sol, 'The boiler', conversationId)
  const turnId = randomUUID()
  await session.turns.send({
    turnId,
    conversationId,
    model: sol,
    text: 'The kettle',
    parentTurnId: null,
  })
  const [hit] = session.turns.find({ ...anywhere, text: 'boiler' }).hits
  expect(hit).toMatchObject({ conversationId, turnId: first.turnId })
  const opened = session.turns.open(conversationId, hit?.turnId)
  expect(opened).toMatchObject({ ok: true, value: { turns: [{ turnId: first.turnId }] } })
})

test('every message is on one page and no other', () => {
  const { storage } = profileOnDisk()
  for (let count = 0; count < 70; count += 1) {
    storeTurn(storage, { question: `boiler ${count}`, atMs: count * 1_000 })
  }
  indexAll(storage)
  const excerpts: string[] = []
  let page: SearchPage = { hits: [], hasMore: true }
  while (page.hasMore) {
    const beforePlace = page.hits.at(-1)?.place
    page = findMessages(storage, {
      ...anywhere,
      text: 'boiler',
      ...(beforePlace !== undefined && { beforePlace }),
    })
    excerpts.push(...page.hits.map(({ excerpt }) => excerpt))
  }
  expect(excerpts).toEqual(Array.from({ length: 70 }, (_, index) => `boiler ${69 - index}`))
})

test('a word that many begin like is found by its own beginning alone', () => {
  const { storage, database } = profileOnDisk()
  for (let count = 0; count < 200; count += 1) {
    const question = count % 9 === 0 ? 'a COMPONENT of it' : 'a common cômb'
    storeTurn(storage, { question, atMs: count * 1_000 })
  }
  indexAll(storage)
  const wide = { ...storage, search: openSearch(database, -1) }
  for (const text of ['comp', 'compo it', 'comb', 'common -it', 'comx']) {
    const asked = findMessages(wide, { ...anywhere, text })
    expect(asked, text).toEqual(findMessages(storage, { ...anywhere, text }))
  }
  expect(findMessages(wide, { ...anywhere, text: 'comp' }).hits).toHaveLength(23)
})

test('of long messages few are looked into for a word that many begin like', () => {
  const { storage, database } = profileOnDisk()
  const book = 'eine gewöhnliche Komödie '.repeat(3_000)
  for (let count = 0; count < 70; count += 1) {
    const question = count === 3 ? `${book} Komponist` : book
    storeTurn(storage, { question, atMs: count * 1_000 })
  }
  indexAll(storage)
  const search = openSearch(database, -1)
  let wideCount = 0
  const rows: typeof search.rows = (asked, count) => {
    if (asked.query.wanted[0]?.words[0] === 'kom') wideCount += 1
    return search.rows(asked, count)
  }
  const wide = { ...storage, search: { ...search, rows } }
  const asked = findMessages(wide, { ...anywhere, text: 'kompo' })
  expect(asked).toEqual(findMessages(storage, { ...anywhere, text: 'kompo' }))
  expect(asked.hits).toHaveLength(1)
  expect(wideCount).toBe(1)
})

test('what was attached is found by its name and by its text', () => {
  const { storage } = profileOnDisk()
  storeTurn(storage, {
    question: [
      { type: 'file', name: 'Handbuch.txt', text: 'Druck zu niedrig' },
      { type: 'text', text: 'What does it say?' },
    ],
    answer: [
      { type: 'thinking', text: 'hidden', provider: null, opaque: null },
      { type: 'text', text: 'Low pressure' },
    ],
  })
  indexAll(storage)
  const count = (text: string): number => findMessages(storage, { ...anywhere, text }).hits.length
  expect(['handbuch', 'druck', 'pressure', 'hidden'].map(count)).toEqual([1, 1, 1, 0])
})

test('turns that were copied or left by an earlier run are put in the index, until none is left', () => {
  const { storage } = profileOnDisk()
  const long = storeTurn(storage, { question: `${'und so weiter '.repeat(20_000)} boiler` })
  for (let count = 0; count < 60; count += 1) storeTurn(storage, { question: `kettle ${count}` })
  const timers: (() => void)[] = []
  const indexing = openIndexing(
    {
      storage,
      after(_, run) {
        timers.push(run)
        return () => timers.splice(timers.indexOf(run), 1)
      },
      report(error) {
        throw error
      },
    },
    () => false,
  )
  let goes = 0
  for (let run = timers.shift(); run; run = timers.shift()) {
    run()
    goes += 1
  }
  expect(goes).toBeGreaterThan(3)
  expect(storage.searchIndex.waiting(Number.MIN_SAFE_INTEGER, 1)).toEqual([])
  const [hit] = findMessages(storage, { ...anywhere, text: 'boiler' }).hits
  expect(hit).toMatchObject({ turnId: long.turnId, excerpt: expect.stringMatching(/boiler$/u) })
  indexing.close()
})

test('a turn that the index refuses is reported, and the others are found', () => {
  const { storage } = profileOnDisk()
  const first = storeTurn(storage, { question: 'boiler 1' })
  storeTurn(storage, { question: 'boiler 2' })
  const reports: unknown[] = []
  const [firstId = 0] = storage.searchIndex.waiting(Number.MIN_SAFE_INTEGER, 1)
  const { searchIndex } = storage
  const refusing = {
    ...storage,
    searchIndex: {
      ...searchIndex,
      put(answerId: number) {
        if (answerId === firstId) throw new Error('full')
        return searchIndex.put(answerId)
      },
    },
  }
  const options = {
    storage: refusing,
    after: () => () => {},
    report: (e: unknown) => reports.push(e),
  }
  const indexing = openIndexing(options, () => false)
  for (let go = 0; go < 3; go += 1) indexing.now()
  expect(reports).toEqual([new Error('full')])
  const { hits } = findMessages(storage, { ...anywhere, text: 'boiler' })
  expect(hits.map(({ turnId }) => turnId === first.turnId)).toEqual([false])
})

test('messages can be found again after a restart that was not in order', async () => {
  const { session, ask, folder } = await profileWithProvider()
  await ask(sol, 'Why does the boiler show E119?')
  await session.close()
  const again = openProfile(folder)
  expect(again.session.turns.find({ ...anywhere, text: 'e119' }).hits).toHaveLength(2)
})
