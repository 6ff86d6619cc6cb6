import { describe, expect, test } from 'vitest'
import { redactSecrets } from '../../main/providers/redact.ts'
import { secretKey } from './attempt.ts'

describe('a message of a provider is fit to show and to keep', () => {
  test.each([
    ['whole', `Incorrect key ${secretKey}.`],
    ['its beginning', `Incorrect key ${secretKey.slice(0, 12)}****`],
    ['its end', `Incorrect key ***${secretKey.slice(-9)}`],
    ['inside other text', `x=${secretKey}&y=1`],
    ['twice', `${secretKey} and ${secretKey}`],
    ['percent-encoded', encodeURIComponent(`${secretKey}`)],
  ])('our key is taken out: %s', (_where, text) => {
    const clean = redactSecrets(text, [secretKey])
    expect(clean).toContain('[key]')
    for (let at = 0; at + 8 <= secretKey.length; at += 1) {
      expect(clean).not.toContain(secretKey.slice(at, at + 8))
    }
  })

  test.each([
    'sk-proj-abcDEF123456',
    'sk-ant-api03-abcdef',
    'sk-fake***.',
    'gsk_abcdefgh1234',
    'xai-abcdefgh1234',
    'AIzaSyA1234567890abcdef',
    'Bearer abcdef123456',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'api_key=abcdef123456',
  ])('what looks like a key is taken out though it is not ours: %s', (looksLikeKey) => {
    const clean = redactSecrets(`Refused: ${looksLikeKey} is wrong`, [])
    expect(clean).toContain('[key]')
    expect(clean).not.toContain(looksLikeKey.replace(/^\w+[=\s]/u, ''))
  })

  test('ordinary sentences stay as they are', () => {
    const text = 'Rate limit reached for gpt-6-sol on tokens per min (TPM): limit 30000.'
    expect(redactSecrets(text, [secretKey])).toBe(text)
  })

  test('a key across the cut does not survive in part', () => {
    const clean = redactSecrets(`${'x '.repeat(245)}${secretKey}`, [secretKey])
    expect(clean).not.toContain(secretKey.slice(0, 8))
  })

  test('it is at most 500 characters, on one line, without control characters', () => {
    const clean = redactSecrets(`one\ntwo\u0000\u001b[31m ${'🙂'.repeat(600)}`, [])
    expect(Array.from(clean).length).toBeLessThanOrEqual(500)
    expect(clean).toMatch(/^one two \[31m/u)
  })
})
