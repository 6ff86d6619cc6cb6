import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { SPARE_BYTES } from '../../main/storage/files.ts'
import { openDatabase } from '../../main/storage/open.ts'
import { MAX_ITEMS } from '../../main/transfer/limits.ts'
import { filesOf, tamper } from '../helpers/damage.ts'
import { CREDIT, type ProfileOnDisk, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { fileWith, imported, importInto, outline } from './importing.ts'
import { zipOf } from './zip.ts'

const fixture = readFileSync(
  join(import.meta.dirname, '../fixtures/exports/chatgpt-conversations.json'),
)

/** A profile with a ledger that something was spent in. */
function spentProfile(): ProfileOnDisk {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  reserve(profile, 't1', 20 * CREDIT)
  profile.ledger.markDispatched('t1')
  profile.ledger.settle('t1', 15 * CREDIT, 'exact')
  return profile
}

/** Every table of the ledger, row for row. */
function ledgerOf({ database }: ProfileOnDisk): unknown {
  const tables = ['entry', 'balance', 'attempt', 'period', 'price', 'usage_report', 'budget']
  return tables.map((table) => database.prepare(`SELECT * FROM ${table}`).raw().all())
}

const refusals: [name: string, reason: string, file: () => string][] = [
  ['a file that is not there', 'not-readable', () => join(temporaryFolder(), 'gone.json')],
  ['a folder', 'not-readable', temporaryFolder],
  ['an empty file', 'not-an-export', () => fileWith('')],
  ['plain text', 'not-an-export', () => fileWith('Dear diary')],
  ['JSON of something else', 'not-an-export', () => fileWith('[{"name":"a"},{"name":"b"}]')],
  ['an object of something else', 'not-an-export', () => fileWith('{"name":"a"}')],
  ['an image', 'not-an-export', () => fileWith(Buffer.from('\u{89}PNG\r\n\u{1a}\n', 'latin1'))],
  ['text in UTF-16', 'not-an-export', () => fileWith(Buffer.from('\u{feff}[{}]', 'utf16le'))],
  ['half of an export', 'damaged', () => fileWith(fixture.subarray(0, fixture.length / 2))],
  ['an export with more behind it', 'not-an-export', () => fileWith(`${fixture.toString()} {}`)],
  [
    'a conversation of a newer Farthing',
    'newer-version',
    () => fileWith('{"format":"farthing-conversation","version":2}'),
  ],
  ['more items than are taken', 'too-large', () => fileWith(`[${'0,'.repeat(MAX_ITEMS)}0]`)],
  ['half of a zip', 'damaged', () => fileWith(zip({}).subarray(0, 500), 'a.zip')],
  [
    'a zip of something else',
    'not-an-export',
    () => fileWith(zipOf([{ name: 'notes.json', bytes: fixture }]), 'a.zip'),
  ],
  ['an empty zip', 'not-an-export', () => fileWith(zipOf([]), 'a.zip')],
  ['an encrypted zip', 'not-readable', () => fileWith(zip({ isEncrypted: true }), 'a.zip')],
  [
    'a zip that declares more than is taken',
    'too-large',
    () => fileWith(zip({ declaredBytes: 3_000_000_000 }), 'a.zip'),
  ],
  [
    'a zip that unpacks to more than it declares',
    'damaged',
    () => fileWith(zip({ declaredBytes: 1_000 }), 'a.zip'),
  ],
  [
    'a zip whose bytes are not what their sum says',
    'damaged',
    () => fileWith(zip({ declaredCrc32: 1 }), 'a.zip'),
  ],
  [
    'a zip with a way out of its folder',
    'damaged',
    () =>
      fileWith(
        zipOf([
          { name: '../../conversations.json', bytes: fixture },
          { name: 'conversations.json', bytes: fixture },
        ]),
        'a.zip',
      ),
  ],
  ['a SQLite file of something else', 'not-an-export', () => foreignDatabase('CREATE TABLE a(b)')],
  [
    'a backup of a newer Farthing',
    'newer-version',
    () => changedBackup((raw) => raw.pragma('user_version = 999')),
  ],
  [
    'a backup whose tables are not ours',
    'damaged',
    () => changedBackup((raw) => raw.exec('CREATE TABLE other(x)')),
  ],
]

test.for(refusals)('%s is refused as %s, and not one byte changes', async ([, reason, file]) => {
  const profile = spentProfile()
  const folder = dirname(profile.path)
  const path = file()
  const before = filesOf(folder)
  const answered = await importInto(profile, path)
  expect(answered).toMatchObject({ ok: false, failure: { kind: 'import-refused', reason } })
  expect(filesOf(folder)).toEqual(before)
})

test('a file is read no further once the profile is being closed', async () => {
  const profile = spentProfile()
  // To its end it would be refused, as cut off.
  const path = fileWith(fixture.subarray(0, fixture.length / 2))
  const answered = await importInto(profile, path, { isCalledOff: () => true })
  expect(answered).toMatchObject({ ok: true, value: { items: [] } })
})

test('a file that the disk has no room for beside answers is refused, and not one byte changes', async () => {
  const profile = spentProfile()
  const folder = dirname(profile.path)
  const before = filesOf(folder)
  const other = profileOnDisk()
  await imported(other, fileWith(fixture))
  other.close()
  for (const path of [fileWith(fixture), fileWith(zip({}), 'a.zip'), other.path]) {
    const freeBytes = (): number => SPARE_BYTES + 1_000
    const answered = await importInto(profile, path, { freeBytes })
    expect(answered).toMatchObject({ ok: false, failure: { kind: 'disk-nearly-full' } })
  }
  expect(filesOf(folder)).toEqual(before)
})

test('an import leaves every row of the ledger as it was', async () => {
  const profile = spentProfile()
  const before = ledgerOf(profile)
  await imported(profile, fileWith(fixture))
  expect(outline(profile)).toHaveLength(2)
  expect(ledgerOf(profile)).toEqual(before)
})

test('a conversation that cannot be written leaves nothing of itself, and those before it stay', async () => {
  const profile = spentProfile()
  let count = 0
  const newId = (): string => {
    count += 1
    // In the middle of the second conversation.
    if (count === 8) throw Object.assign(new Error('no room'), { code: 'SQLITE_FULL' })
    return crypto.randomUUID()
  }
  const answered = await importInto(profile, fileWith(fixture), { newId })
  expect(answered).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
  expect(outline(profile).map(([title]) => title)).toEqual(['How tides workgnp.exe'])
  const count2 = (table: string): unknown =>
    profile.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  expect([count2('turn'), count2('message')]).toEqual([4, 8])
  const again = await imported(profile, fileWith(fixture))
  expect(again.items.map(({ outcome }) => outcome).slice(0, 2)).toEqual(['known', 'partly'])
})

test('an item that is nested too deeply or larger than is read costs itself alone', async () => {
  const profile = profileOnDisk()
  const [first] = JSON.parse(fixture.toString()) as unknown[]
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const path = fileWith(`[${deep}, ${JSON.stringify(first)}, {"mapping":{"a":}}]`)
  const report = await imported(profile, path)
  expect(report.items.map(({ outcome, problems }) => [outcome, problems[0]?.kind])).toEqual([
    ['refused', 'too-long'],
    ['partly', 'missing-files'],
    ['refused', 'not-a-conversation'],
  ])
})

test('a zip is read as its conversations are, numbered files in order', async () => {
  const profile = profileOnDisk()
  const [first, second] = JSON.parse(fixture.toString()) as unknown[]
  const path = fileWith(
    zipOf([
      { name: 'export/conversations-001.json', bytes: Buffer.from(JSON.stringify([second])) },
      { name: 'export/conversations-000.json', bytes: Buffer.from(JSON.stringify([first])) },
      { name: 'export/user.json', bytes: Buffer.from('{}') },
      { name: '__MACOSX/conversations.json', bytes: Buffer.from('junk') },
    ]),
    'export.zip',
  )
  const report = await imported(profile, path)
  expect(report.items.map(({ title }) => title)).toEqual(['How tides workgnp.exe', 'A circle'])
})

test('an import that is called off leaves what was not begun', async () => {
  const profile = profileOnDisk()
  let doneCount = 0
  const answered = await importInto(profile, fileWith(fixture), {
    progress: (count) => (doneCount = count),
    isCalledOff: () => doneCount > 0,
  })
  expect(answered).toMatchObject({ ok: true, value: { items: [{ outcome: 'partly' }] } })
  expect(outline(profile)).toHaveLength(1)
})

function zip(other: {
  declaredBytes?: number
  declaredCrc32?: number
  isEncrypted?: boolean
}): Buffer {
  return zipOf([{ name: 'conversations.json', bytes: fixture, ...other }])
}

function foreignDatabase(sql: string): string {
  const path = join(temporaryFolder(), 'other.db')
  tamper(path, (raw) => raw.exec(sql))
  return path
}

function changedBackup(change: Parameters<typeof tamper>[1]): string {
  const path = join(temporaryFolder(), 'kept.farthing')
  const opened = openDatabase({ path })
  if (!opened.ok) throw new Error(opened.failure.kind)
  opened.value.database.close()
  opened.value.mark.close()
  tamper(path, (raw) => {
    raw.pragma('journal_mode = DELETE')
    change(raw)
  })
  return path
}
