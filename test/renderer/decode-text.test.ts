import { describe, expect, test } from 'vitest'
import { decodeText } from '../../renderer/files/decode-text.ts'
import { isPdf } from '../../renderer/files/pdf-text.ts'

describe('the bytes of a file', () => {
  test.each([
    ['UTF-8', Buffer.from('Grüße 🙂'), 'Grüße 🙂', 'utf'],
    ['UTF-8 with a mark', Buffer.from('\ufeffGrüße'), 'Grüße', 'utf'],
    ['UTF-16, little end first', Buffer.from('\ufeffGrüße', 'utf16le'), 'Grüße', 'utf'],
    ['UTF-16, big end first', Buffer.from('\ufeffGrüße', 'utf16le').swap16(), 'Grüße', 'utf'],
    ['Latin-1', Buffer.from('Grüße\r\n\tzu Hause', 'latin1'), 'Grüße\r\n\tzu Hause', 'latin-1'],
    ['coloured output', Buffer.from('\u001b[31mred\u001b[0m'), '\u001b[31mred\u001b[0m', 'utf'],
  ])('are read as %s', (_what, bytes, text, encoding) => {
    expect(decodeText(new Uint8Array(bytes))).toEqual({ text, encoding })
  })

  test.each([
    ['a program', Buffer.from([77, 90, 0, 3])],
    ['compressed data without a zero', Buffer.from([0x1f, 0x8b, 0x08, 0x12, 0x9c, 0xee])],
    ['a broken UTF-16 text', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
  ])('are no text if they are %s', (_what, bytes) => {
    expect(decodeText(new Uint8Array(bytes))).toBeNull()
  })

  test('are those of a PDF also where something stands before its beginning', () => {
    expect(isPdf(new Uint8Array(Buffer.from('\r\n  %PDF-1.4\n')))).toBe(true)
    expect(isPdf(new Uint8Array(Buffer.from('Write %PDF and a dash')))).toBe(false)
  })
})
