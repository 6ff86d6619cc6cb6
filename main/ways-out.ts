import type { Failure } from '../shared/failures.ts'
import { type Result, done, failed } from '../shared/result.ts'

type AddressReason = Extract<Failure, { kind: 'bad-address' }>['reason']

/**
 * Checks an address that requests and a key will go to, and returns it without a trailing slash.
 * https everywhere; http on this computer only, where nothing travels. Never the addresses that
 * stand for "every interface" or for a cloud machine's own secrets.
 */
export function checkProviderAddress(typed: string): Result<string> {
  const refuse = (reason: AddressReason) =>
    failed({ kind: 'bad-address', typed: typed.slice(0, 200), reason })
  if (!URL.canParse(typed.trim())) return refuse('not-a-url')
  const url = new URL(typed.trim())
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('not-https')
  if (url.username || url.password) return refuse('has-credentials')
  if (isForbiddenHost(url.hostname)) return refuse('forbidden-host')
  if (url.protocol === 'http:' && !isThisComputer(url.hostname)) return refuse('not-https')
  if (url.search || url.hash) return refuse('not-a-url')
  return done(`${url.origin}${url.pathname}`.replace(/\/+$/u, ''))
}

/** Checks a link before it is handed to the system: the web and mail, nothing that starts programs. */
export function checkExternalLink(link: string): Result<string> {
  const allowed = ['https:', 'http:', 'mailto:']
  const reason: AddressReason = 'not-a-url'
  if (/[\s\p{Cc}]/u.test(link) || !URL.canParse(link)) {
    return failed({ kind: 'bad-address', typed: link.slice(0, 200), reason })
  }
  const url = new URL(link)
  if (!allowed.includes(url.protocol)) {
    return failed({ kind: 'bad-address', typed: link.slice(0, 200), reason: 'not-https' })
  }
  if (url.username || url.password) {
    return failed({ kind: 'bad-address', typed: link.slice(0, 200), reason: 'has-credentials' })
  }
  return done(url.href)
}

/** True for names and addresses of this computer. `hostname` as URL gives it: lower case, canonical. */
export function isThisComputer(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname)
}

function isForbiddenHost(hostname: string): boolean {
  return (
    /^(?:0\.|169\.254\.)/u.test(hostname) ||
    hostname === '[::]' ||
    /^\[fe[89ab]/u.test(hostname) ||
    /^\[::ffff:(?:a9fe|0):/u.test(hostname)
  )
}
