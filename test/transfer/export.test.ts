import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownJsonOf } from '../../main/transfer/export-own.ts'
import { markdownOf } from '../../main/transfer/export-markdown.ts'
import { writeBackup } from '../../main/transfer/write-backup.ts'
import { migrations } from '../../main/storage/migrations/list.ts'
import { addConversationWithTurn, questionRow, writingRow } from '../helpers/chat-rows.ts'
import { breakPage, tamper } from '../helpers/damage.ts'
import { png } from '../helpers/images.ts'
import {
  CREDIT,
  NOVEMBER_10,
  type ProfileOnDisk,
  profileOnDisk,
  reserve,
} from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { addPaidTurn, IMAGE, words } from './a-chat.ts'
import { fileWith, imported, importInto, outline, wholeReader } from './importing.ts'

/** A conversation with versions, an image, a file and an answer that was paid for. */
function chatted(): ProfileOnDisk {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  reserve(profile, 'a1', 20 * CREDIT)
  profile.ledger.markDispatched('a1')
  profile.ledger.settle('a1', 15 * CREDIT, 'exact')
  addPaidTurn(profile)
  return profile
}

function jsonOf(profile: ProfileOnDisk): string {
  const reader = wholeReader(profile)
  const conversation = reader.read('c1')
  if (!conversation) throw new Error('It is not there')
  return ownJsonOf(conversation, { image: reader.image, exportedAtMs: NOVEMBER_10 })
}

function markdown(profile: ProfileOnDisk): string {
  const conversation = wholeReader(profile).read('c1')
  if (!conversation) throw new Error('It is not there')
  const options = { words, creditsPerUsd: 10_000, timeZone: 'UTC', exportedAtMs: NOVEMBER_10 }
  return markdownOf(conversation, options)
}

test('what is sent instead of older turns is no part of what was said, and is left out', () => {
  const profile = chatted()
  const { storage } = profile
  const before = { json: jsonOf(profile), markdown: markdown(profile) }
  const [first] = storage.turns.shownIds('c1')
  storage.summaries.add({
    summaryId: 's1',
    turnId: first ?? '',
    turnCount: 1,
    attemptId: 'a1',
    providerId: 'test',
    modelId: 'heavy',
    modelName: 'Heavy',
    text: 'In short',
    isSent: 1,
    createdAtMs: 1,
  })
  storage.droppedAttachments.drop(first ?? '', 0)
  expect(storage.summaries.shownId('c1')).toBe('s1')
  expect({ json: jsonOf(profile), markdown: markdown(profile) }).toEqual(before)
})

test('a conversation as JSON comes back whole: versions, images, files, options, model names', async () => {
  const profile = chatted()
  const other = profileOnDisk()
  const report = await imported(other, fileWith(jsonOf(profile), 'cats.json'))
  expect(report.items).toEqual([
    { title: 'Cats', outcome: 'imported', problems: [], messageCount: 6 },
  ])
  expect(outline(other)).toEqual(outline(profile))
  const [id] = other.database.prepare('SELECT id FROM conversation').pluck().all() as string[]
  const whole = wholeReader(other).read(id ?? '')
  expect(JSON.parse(whole?.optionsJson ?? '')).toMatchObject({ systemText: 'Be kind.' })
  expect(whole?.turns[0]).toMatchObject({
    providerId: 'test',
    modelId: 'heavy',
    modelName: 'Heavy',
    providerName: 'Test',
    receipt: null,
  })
  expect(whole?.turns[0]?.userParts).toContainEqual({ type: 'image', name: 'cat.png', ...IMAGE })
  expect(other.storage.attachments.bytes(IMAGE.attachmentId)).toEqual(Buffer.from(png(3, 2)))
})

test('JSON holds the figures of each receipt, and nothing else of the ledger and no signature', () => {
  const profile = chatted()
  const json = jsonOf(profile)
  const { turns } = JSON.parse(json) as { turns: { answer: { receipt: unknown } }[] }
  expect(turns[0]?.answer.receipt).toEqual({
    state: 'settled',
    quality: 'exact',
    reservedNanoUsd: 20 * CREDIT,
    spentNanoUsd: 15 * CREDIT,
    inputTokens: null,
    outputTokens: null,
    reasoningTokens: null,
  })
  expect(json).not.toContain('secret signature')
  expect(json).not.toContain('a1')
})

test('a conversation that is here is known when its own export is imported', async () => {
  const profile = chatted()
  const report = await imported(profile, fileWith(jsonOf(profile)))
  expect(report.items.map(({ outcome }) => outcome)).toEqual(['known'])
})

test('an image whose bytes are not what its name says is left out, and that is said', async () => {
  const profile = chatted()
  const json = jsonOf(profile).replace(/"base64": "[^"]*"/u, '"base64": "aGVsbG8="')
  const other = profileOnDisk()
  const report = await imported(other, fileWith(json))
  expect(report.items[0]).toMatchObject({
    outcome: 'partly',
    problems: [{ kind: 'missing-files', count: 1 }],
  })
  expect(outline(other)[0]?.[1]).toContain('[cat.png]')
})

test('conversations come out of a full backup as copies without attempts', async () => {
  const profile = chatted()
  const path = join(temporaryFolder(), 'kept.farthing')
  const written = await writeBackup(profile.database, path, {
    steps: migrations,
    nowMs: () => NOVEMBER_10,
    progress: () => undefined,
    isCalledOff: () => false,
  })
  expect(written).toMatchObject({ ok: true, value: { path } })
  const bytes = readFileSync(path)
  const other = profileOnDisk()
  const report = await imported(other, path)
  expect(report).toMatchObject({ from: 'farthing', items: [{ outcome: 'imported' }] })
  expect(outline(other)).toEqual(outline(profile))
  const count = (table: string): unknown =>
    other.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  expect([count('attempt'), count('entry')]).toEqual([0, 0])
  expect(other.storage.attachments.bytes(IMAGE.attachmentId)).toEqual(Buffer.from(png(3, 2)))
  expect(readFileSync(path).equals(bytes)).toBe(true)
})

test('a full backup that is damaged in places gives what is not, and its report', async () => {
  const profile = chatted()
  addConversationWithTurn(profile.storage, 'well', 'well 1')
  profile.storage.messages.add(questionRow('well 1', '[{"type":"text","text":"How?"}]'))
  const answer = { ...writingRow('well 1', ''), state: 'completed', attemptId: null } as const
  profile.storage.messages.add(answer)
  const path = join(temporaryFolder(), 'kept.farthing')
  await writeBackup(profile.database, path, {
    steps: migrations,
    nowMs: () => NOVEMBER_10,
    progress: () => undefined,
    isCalledOff: () => false,
  })
  const broken = (table: string): string => {
    const copy = join(temporaryFolder(), 'broken.farthing')
    cpSync(path, copy)
    breakPage(copy, table)
    return copy
  }
  const other = profileOnDisk()
  const report = await imported(other, broken('attachment'))
  expect(report.items).toMatchObject([
    { title: 'well', outcome: 'imported' },
    { title: 'Cats', outcome: 'partly', problems: [{ kind: 'missing-files', count: 1 }] },
  ])
  expect(new Set(outline(other))).toEqual(new Set(outline(profile)))
  expect(await importInto(profileOnDisk(), broken('conversation'))).toMatchObject({
    ok: false,
    failure: { kind: 'import-refused', reason: 'damaged' },
  })
})

test('a full backup that somebody wrote on brings no date that is none, and no image for another', async () => {
  const profile = chatted()
  const path = join(temporaryFolder(), 'kept.farthing')
  await writeBackup(profile.database, path, {
    steps: migrations,
    nowMs: () => NOVEMBER_10,
    progress: () => undefined,
    isCalledOff: () => false,
  })
  tamper(path, (raw) => {
    const far = 9e15
    for (const column of ['created_at_ms', 'updated_at_ms']) {
      raw.prepare(`UPDATE conversation SET ${column} = ?`).run(far)
    }
    raw.prepare('UPDATE turn SET created_at_ms = ?').run(-far)
    raw.prepare('UPDATE message SET created_at_ms = ?').run(far)
    raw.prepare('UPDATE attachment SET bytes = ?').run(Buffer.from(png(5, 5)))
  })
  const other = profileOnDisk()
  expect((await imported(other, path)).items).toMatchObject([
    { outcome: 'partly', problems: [{ kind: 'missing-files', count: 1 }] },
  ])
  const [id] = other.database.prepare('SELECT id FROM conversation').pluck().all() as string[]
  const reader = wholeReader(other)
  const whole = reader.read(id ?? '')
  if (!whole) throw new Error('It is not there')
  expect(() => ownJsonOf(whole, { image: reader.image, exportedAtMs: 0 })).not.toThrow()
  expect(other.storage.attachments.bytes(IMAGE.attachmentId)).toBeNull()
})

test('a document says who said what, when and for how much, and names what was attached', () => {
  expect(markdown(chatted())).toMatchInlineSnapshot(`
    "# Cats

    - Started: 2026-09-20 08:00
    - Models: Heavy · Test
    - Credits: 15
    - Exported: 2026-11-10 12:00

    ## You

    *2026-09-20 08:00*

    > Image: cat.png
    >
    > File: cats.csv
    >
    > \`\`\`\`
    > name,age
    > \`\`\`
    > \`\`\`\`
    >
    > Which cat?
    > # You

    ## Heavy · Test

    *2026-09-20 08:00 · Credits: 15*

    > **Thinking**
    >
    > A cat.

    The **grey** one. &lt;script>alert(1)&lt;/script>

    \`\`\`js
    let open = "<b>"
    \`\`\`

    ## You

    *2026-09-20 08:01*

    > Why not?

    ## Heavy · Test

    *2026-09-20 08:01*

    Tail.
    "
  `)
})

test('what is not known yet is not counted as nothing, in the answer or in the sum', () => {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  reserve(profile, 'a1', 20 * CREDIT)
  profile.ledger.markDispatched('a1')
  profile.ledger.markUncertain('a1')
  addPaidTurn(profile)
  const lines = markdown(profile).split('\n')
  expect(lines).toContain('- Credits: 0 + not known yet')
  expect(lines.some((line) => /· Credits: not known yet/u.test(line))).toBe(true)
})
