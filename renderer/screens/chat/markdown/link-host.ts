import { withoutHidden } from './visible-text.ts'

/** Where a link leads, as it is opened. Null for what is never opened. */
export function leadsTo(href: string): { url: string; host: string; isMail: boolean } | null {
  const url = URL.parse(href)
  if (!url || url.username !== '' || url.password !== '') return null
  if (url.protocol === 'mailto:')
    return { url: href, host: withoutHidden(url.pathname), isMail: true }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return { url: url.href, host: url.host, isMail: false }
}

/**
 * Whether the words of a link name another host than it leads to, or the same in letters that may look
 * like others. `host` is as URL gives it, so a name in letters of another script is there as `xn--…`.
 */
export function isMisleading(words: string, host: string): boolean {
  const named = namedHosts(words)
  if (named.length > 0 && /(?:^|\.)xn--/u.test(host)) return true
  return named.some((name) => name !== host && `www.${name}` !== host && name !== `www.${host}`)
}

/** Every host the words look like: `bank.example`, `https://bank.example/login`. */
function namedHosts(words: string): string[] {
  const seen = withoutHidden(words).normalize('NFKC').toLowerCase()
  const found = seen.match(/(?:[\p{L}\p{N}-]{1,63}[.。．｡]){1,8}\p{L}[\p{L}\p{N}-]{1,62}/gu) ?? []
  return found.slice(0, 8).flatMap((name) => URL.parse(`https://${name}`)?.host ?? [])
}
