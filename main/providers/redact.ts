/** Longer than this, a provider's message is a page, not a sentence. */
const MAX_MESSAGE_CHARACTERS = 500

/** A piece of a key this long is treated as the key: providers echo its beginning or its end. */
const TELLING_CHARACTERS = 8

const REDACTED = '[key]'

/** How keys look when they are not the ones we know: prefixes in use, headers, JSON web tokens. */
const keyPatterns: readonly RegExp[] = [
  /\b(?:bearer|basic)\s+[\w\-.~+/=*]{6,}/gi,
  /\b(?:sk|pk|rk|xai|gsk|pplx|nvapi|key|api|hf|r8|tgp|fw)[-_][\w\-.*]{6,}/gi,
  /\bAIza[\w\-*]{10,}/g,
  /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g,
  /\b(?:x-api-key|api[-_ ]?key|authorization)["']?\s*[:=]\s*["']?[\w\-.~+/=*]{6,}/gi,
]

/**
 * A provider's text made fit to show and to keep: keys out, control characters out, white space
 * folded, at most 500 characters. Keys go first: a key cut in half would no longer be recognised.
 */
export function redactSecrets(text: string, keys: readonly string[]): string {
  const clean = withoutSecrets(text, keys)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  const characters = Array.from(clean)
  if (characters.length <= MAX_MESSAGE_CHARACTERS) return clean
  return `${characters.slice(0, MAX_MESSAGE_CHARACTERS - 1).join('')}…`
}

/** A text with these keys, and all that has the form of a key, taken out; nothing else changes. */
export function withoutSecrets(text: string, keys: readonly string[]): string {
  let clean = text
  for (const key of keys) clean = withoutKey(withoutKey(clean, key), encodeURIComponent(key))
  for (const pattern of keyPatterns) clean = clean.replace(pattern, REDACTED)
  return clean
}

/** Takes out every stretch that is covered by pieces of the key, whole or in part. */
function withoutKey(text: string, key: string): string {
  if (key === '') return text
  if (key.length <= TELLING_CHARACTERS) return text.replaceAll(key, REDACTED)
  const pieces = piecesOf(key)
  let result = ''
  let coveredUpTo = 0
  for (let at = 0; at < text.length; at += 1) {
    if (pieces.has(text.slice(at, at + TELLING_CHARACTERS))) {
      if (at >= coveredUpTo) result += REDACTED
      coveredUpTo = at + TELLING_CHARACTERS
    }
    if (at >= coveredUpTo) result += text[at]
  }
  return result
}

function piecesOf(key: string): ReadonlySet<string> {
  const pieces = new Set<string>()
  for (let at = 0; at + TELLING_CHARACTERS <= key.length; at += 1) {
    pieces.add(key.slice(at, at + TELLING_CHARACTERS))
  }
  return pieces
}
