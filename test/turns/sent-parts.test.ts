import { describe, expect, test } from 'vitest'
import { sentParts } from '../../main/turns/sent-parts.ts'
import type { Part } from '../../shared/chat/part.ts'

const image: Part = {
  type: 'image',
  attachmentId: 'a'.repeat(64),
  name: 'cat.png',
  mediaType: 'image/png',
  widthPx: 10,
  heightPx: 10,
  sizeBytes: 100,
}

describe('what of a message goes to a model', () => {
  test('thinking and signatures stay here', () => {
    const parts: Part[] = [
      { type: 'thinking', text: 'Hm.', provider: 'anthropic', opaque: 'signature:abc' },
      { type: 'text', text: 'Yes.' },
    ]
    expect(sentParts(parts, true)).toEqual([{ type: 'text', text: 'Yes.' }])
  })

  test('a tool call that was not run is told in words, with its arguments', () => {
    const call: Part = {
      type: 'tool-call',
      callId: 'call_1',
      name: 'get_weather',
      argumentsJson: '{"city":"Oslo"}',
    }
    const [sent] = sentParts([call], true)
    expect(sent).toMatchObject({ type: 'text' })
    expect(JSON.stringify(sent)).toContain('get_weather')
    expect(JSON.stringify(sent)).toContain('Oslo')
    expect(JSON.stringify(sent)).not.toContain('call_1')
  })

  test('an image goes to a model that sees, and its name to one that does not', () => {
    expect(sentParts([image], true)).toEqual([image])
    expect(sentParts([image], false)).toEqual([
      { type: 'text', text: '(An image was here, cat.png, which you cannot see.)\n\n' },
    ])
  })

  test('a file ends before the words after it, also where all of it becomes one text', () => {
    const file = { type: 'file' as const, name: 'notes.md', text: 'a' }
    const sent = sentParts([file, { type: 'text', text: 'Look.' }], false)
    const oneText = sent.map((part) => (part.type === 'text' ? part.text : '')).join('')
    expect(oneText).toBe('notes.md:\n```\na\n```\n\nLook.')
  })

  test('a file cannot end the fence around it', () => {
    const [sent] = sentParts([{ type: 'file', name: 'notes.md', text: 'a\n`````\nb' }], true)
    expect(sent).toEqual({
      type: 'text',
      text: 'notes.md:\n``````\na\n`````\nb\n``````\n\n',
    })
  })

  test('nothing but space is nothing', () => {
    expect(sentParts([{ type: 'text', text: ' \n' }], true)).toEqual([])
  })
})
