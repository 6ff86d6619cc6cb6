/** Failures in looking up, connecting or agreeing on TLS: no byte of the request has left. */
const beforeSendingCodes =
  /^(?:ENOTFOUND|EAI_\w+|ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|ERR_INVALID_URL|CERT_\w+|ERR_TLS_CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|HOSTNAME_MISMATCH|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_UNSUPPORTED_PROTOCOL|ERR_SSL_\w*HANDSHAKE\w*)$/

/** The same, where Node gives only words. */
const beforeSendingWords =
  /before secure TLS connection was established|wrong[ _]version[ _]number|handshake[ _]failure/i

type SystemError = { code?: unknown; syscall?: unknown; message?: unknown }

/**
 * Why a request never left this computer, as a short code such as `ENOTFOUND`, or `BLOCKED_PORT`
 * for one that fetch itself will not use; null when it may have left. In doubt it may have: a
 * wrong "never left" would release money that was spent.
 */
export function reasonNotSent(error: unknown): string | null {
  for (const cause of causesOf(error)) {
    const { code, syscall, message } = cause
    const name = typeof code === 'string' ? code : null
    if (syscall === 'connect' || syscall === 'getaddrinfo') return name ?? 'ECONNECT'
    if (name !== null && beforeSendingCodes.test(name)) return name
    if (message === 'bad port') return 'BLOCKED_PORT'
    if (typeof message === 'string' && beforeSendingWords.test(message)) return name ?? 'TLS'
  }
  return null
}

/** Whether fetch stopped because the server pointed elsewhere. */
export function isRedirect(error: unknown): boolean {
  return causesOf(error).some(({ message }) => /redirect/i.test(String(message)))
}

/** Whether the connection waited in vain for the other side. */
export function isSilence(error: unknown): boolean {
  return causesOf(error).some(({ code }) => /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/.test(String(code)))
}

/** An error, what caused it, and the errors of each address that was tried. */
function causesOf(error: unknown): SystemError[] {
  const found: SystemError[] = []
  const waiting: unknown[] = [error]
  while (waiting.length > 0 && found.length < 20) {
    const next = waiting.shift()
    if (typeof next !== 'object' || next === null) continue
    found.push(next)
    if ('cause' in next) waiting.push(next.cause)
    if ('errors' in next && Array.isArray(next.errors)) waiting.push(...next.errors)
  }
  return found
}
