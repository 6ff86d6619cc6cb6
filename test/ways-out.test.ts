import { describe, expect, test } from 'vitest'
import { checkExternalLink, checkProviderAddress } from '../main/ways-out.ts'

describe('an address for requests and keys', () => {
  test.each([
    ['https://api.example.com/v1/', 'https://api.example.com/v1'],
    ['  https://API.example.com  ', 'https://api.example.com'],
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1'],
    ['http://localhost:1234/v1', 'http://localhost:1234/v1'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://2130706433:80/v1', 'http://127.0.0.1/v1'],
  ])('%s is taken as %s', (typed, address) => {
    expect(checkProviderAddress(typed)).toEqual({ ok: true, value: address })
  })

  test.each([
    ['', 'not-a-url'],
    ['api.example.com', 'not-a-url'],
    ['https://api.example.com/?key=1', 'not-a-url'],
    ['http://api.example.com', 'not-https'],
    ['http://192.168.1.5/v1', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
    ['https://user:pass@api.example.com', 'has-credentials'],
    ['http://169.254.169.254/latest', 'forbidden-host'],
    ['https://0.0.0.0/', 'forbidden-host'],
    ['http://[::]/', 'forbidden-host'],
    ['http://[::ffff:169.254.169.254]/', 'forbidden-host'],
    ['http://2852039166/', 'forbidden-host'],
    ['https://[fe80::1]/', 'forbidden-host'],
  ])('%s is refused as %s', (typed, reason) => {
    expect(checkProviderAddress(typed)).toMatchObject({
      ok: false,
      failure: { kind: 'bad-address', reason },
    })
  })
})

describe('a link for the system to open', () => {
  test.each(['https://example.com/a?b#c', 'http://example.com/', 'mailto:someone@example.com'])(
    '%s is opened',
    (link) => {
      expect(checkExternalLink(link).ok).toBe(true)
    },
  )

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'smb://server/share',
    '\\\\server\\share',
    'ms-msdt:/id',
    'vscode://file/x',
    'https://user@example.com/',
    ' https://example.com',
    'java\nscript:alert(1)',
    'https://example.com/\u0000',
    '',
    'app://farthing/index.html',
  ])('%j is refused', (link) => {
    expect(checkExternalLink(link).ok).toBe(false)
  })
})
