import { describe, expect, test } from 'vitest'
import { openAttachments } from '../../main/turns/attachments.ts'
import { png } from '../helpers/images.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'

function attachments() {
  const { storage, database } = profileOnDisk()
  return { ...openAttachments(storage, () => 1_000), database }
}

describe('an image of a message', () => {
  test('is kept once it is sent, and once, and comes back byte for byte', () => {
    const { add, read, keep, partsOf, database } = attachments()
    const keptCount = () => database.prepare('SELECT count(*) FROM attachment').pluck().get()
    const bytes = png(64, 48)
    const first = add('one.png', bytes)
    const second = add('two.png', bytes)
    if (!first.ok || !second.ok) throw new Error('It was refused')
    expect(first.value).toMatchObject({
      name: 'one.png',
      mediaType: 'image/png',
      widthPx: 64,
      heightPx: 48,
      sizeBytes: bytes.length,
    })
    expect(second.value.attachmentId).toBe(first.value.attachmentId)
    expect(keptCount()).toBe(0)
    const { attachmentId } = first.value
    const parts = partsOf('', [
      { type: 'image', attachmentId, name: 'one.png' },
      { type: 'image', attachmentId, name: 'two.png' },
    ])
    if (!parts.ok) throw new Error(parts.failure.kind)
    keep(parts.value)
    expect(keptCount()).toBe(1)
    const kept = read(first.value.attachmentId)
    if (!kept.ok) throw new Error('It was not kept')
    expect(Buffer.from(kept.value.bytes).equals(bytes)).toBe(true)
  })

  test('is not kept in memory as well once it was sent', () => {
    const { add, read, keep, sent, partsOf, database } = attachments()
    const added = add('one.png', png(64, 48))
    if (!added.ok) throw new Error('It was refused')
    const { attachmentId } = added.value
    const parts = partsOf('', [{ type: 'image', attachmentId, name: 'one.png' }])
    if (!parts.ok) throw new Error(parts.failure.kind)
    keep(parts.value)
    sent(parts.value)
    expect(read(attachmentId).ok).toBe(true)
    database.prepare('DELETE FROM attachment').run()
    expect(read(attachmentId)).toMatchObject({ failure: { kind: 'unknown-attachment' } })
  })

  test.each([
    ['nothing', new Uint8Array(), 'empty', null],
    ['a page that is called an image', Buffer.from('<html></html>'), 'not-an-image', null],
    ['more pixels than providers take', png(8_001, 1), 'too-many-pixels', 8_000],
    ['more bytes than providers take', Buffer.alloc(7_500_001), 'too-large', 7_500_000],
  ])('is refused if it is %s', (_what, bytes, reason, limit) => {
    expect(attachments().add('x.png', bytes)).toEqual({
      ok: false,
      failure: { kind: 'attachment-refused', name: 'x.png', reason, limit },
    })
  })

  test('that was never added is a failure, in a message too', () => {
    const { read, partsOf } = attachments()
    const attachmentId = 'f'.repeat(64)
    const unknown = { ok: false, failure: { kind: 'unknown-attachment' } }
    expect(read(attachmentId)).toEqual(unknown)
    expect(partsOf('Look', [{ type: 'image', attachmentId, name: 'x' }])).toEqual(unknown)
  })

  test('stands before the words about it', () => {
    const { add, addText, partsOf } = attachments()
    const added = add('cat.png', png(4, 4))
    const note = addText('notes.txt', 'A note')
    if (!added.ok || !note.ok) throw new Error('It was refused')
    const { attachmentId } = added.value
    const parts = partsOf('What is it?', [
      { type: 'image', attachmentId, name: 'cat.png' },
      { type: 'file', attachmentId: note.value.attachmentId, name: 'notes.txt' },
    ])
    expect(parts).toMatchObject({
      ok: true,
      value: [
        { type: 'image', attachmentId },
        { type: 'file', name: 'notes.txt', text: 'A note' },
        { type: 'text', text: 'What is it?' },
      ],
    })
  })
})

describe('the text of a file', () => {
  test('crosses once, is known by its hash, and is there for a second message', () => {
    const { addText, sent, partsOf } = attachments()
    const added = addText('notes.txt', 'A note')
    if (!added.ok) throw new Error('It was refused')
    const { attachmentId, characters } = added.value
    expect(characters).toBe(6)
    const first = partsOf('', [{ type: 'file', attachmentId, name: 'notes.txt' }])
    if (!first.ok) throw new Error(first.failure.kind)
    sent(first.value)
    expect(partsOf('', [{ type: 'file', attachmentId, name: 'again.txt' }])).toEqual({
      ok: true,
      value: [{ type: 'file', name: 'again.txt', text: 'A note' }],
    })
  })

  test('that is blank is refused', () => {
    expect(attachments().addText('blank.txt', ' \n')).toMatchObject({
      failure: { kind: 'attachment-refused', reason: 'empty' },
    })
  })

  test('that was never added is a failure in a message', () => {
    const missing = [{ type: 'file' as const, attachmentId: 'f'.repeat(64), name: 'x.txt' }]
    expect(attachments().partsOf('Look', missing)).toMatchObject({
      failure: { kind: 'unknown-attachment' },
    })
  })
})
