import { isIP } from 'node:net'
import type { ImageType } from '../../shared/chat/part.ts'
import type { Failure } from '../../shared/failures.ts'
import { done, failed, type Result } from '../../shared/result.ts'
import { imageFacts } from '../turns/image-facts.ts'
import { NotPublic, type Opened, type OpenUrl, openUrl } from './open-url.ts'
import { isPublicAddress } from './public-address.ts'

const MOST_BYTES = 10_000_000
/** A small file can unfold into more than the memory holds. */
const MOST_PIXELS = 50_000_000
const TIMEOUT_MS = 20_000
const MOST_REDIRECTS = 3

type Reason = Extract<Failure, { kind: 'image-not-fetched' }>['reason']
export type FetchedImage = { mediaType: ImageType; bytes: Uint8Array }

/**
 * Fetches an image of an answer, because the person asked to see it. By https, from the public internet,
 * with nothing that says who asks; what comes is one of four kinds by its own bytes, and never a drawing
 * that could hold a script.
 */
export async function fetchImage(
  address: string,
  open: OpenUrl = openUrl,
): Promise<Result<FetchedImage>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  let url = URL.parse(address)
  const host = url?.host ?? ''
  const refuse = (reason: Reason) => failed({ kind: 'image-not-fetched', host, reason })
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      if (!url || !mayBeAsked(url)) return refuse('forbidden')
      const opened = await open(url, signal)
      const next = whereTo(opened, url)
      if (next === undefined) return await read(opened, refuse)
      opened.close()
      url = next
    }
    return refuse('unreachable')
  } catch (error) {
    return refuse(isNotPublic(error) ? 'forbidden' : 'unreachable')
  }
}

/** By its name alone; what the name leads to is looked at when it is opened. */
function mayBeAsked(url: URL): boolean {
  if (url.protocol !== 'https:' || url.port !== '') return false
  if (url.username !== '' || url.password !== '') return false
  const bare = url.hostname.replace(/^\[|\]$/gu, '')
  if (isIP(bare) !== 0) return isPublicAddress(bare)
  return bare.includes('.') && !/(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/u.test(bare)
}

/** Undefined for what is no redirect, null for one that leads nowhere. */
function whereTo({ status, location }: Opened, from: URL): URL | null | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined
  return location === undefined ? null : URL.parse(location, from.href)
}

async function read(
  { status, body, close }: Opened,
  refuse: (reason: Reason) => Result<never>,
): Promise<Result<FetchedImage>> {
  try {
    if (status !== 200) return refuse('unreachable')
    const chunks: Uint8Array[] = []
    let sizeBytes = 0
    for await (const chunk of body) {
      sizeBytes += chunk.length
      if (sizeBytes > MOST_BYTES) return refuse('too-large')
      chunks.push(chunk)
    }
    const bytes = new Uint8Array(Buffer.concat(chunks))
    const facts = imageFacts(bytes)
    if (!facts) return refuse('not-an-image')
    if (facts.widthPx * facts.heightPx > MOST_PIXELS) return refuse('too-large')
    return done({ mediaType: facts.mediaType, bytes })
  } finally {
    close()
  }
}

function isNotPublic(error: unknown): boolean {
  return error instanceof NotPublic || (error instanceof Error && error.cause instanceof NotPublic)
}
