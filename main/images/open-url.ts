import { lookup } from 'node:dns'
import { request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export type Opened = {
  status: number
  location: string | undefined
  /** Ends with an error if the rest does not come. */
  body: AsyncIterable<Uint8Array>
  /** Reads no more of it. */
  close: () => void
}

/** Opens an address: the way out that tests replace. Rejects where there is no answer. */
export type OpenUrl = (url: URL, signal: AbortSignal) => Promise<Opened>

export class NotPublic extends Error {}

/**
 * One question by https: no cookie, no referrer, no redirect followed. The address that a name leads to
 * is checked where it is used, so a name cannot mean something else a moment later.
 */
export const openUrl: OpenUrl = (url, signal) =>
  new Promise((resolve, reject) => {
    const asked = request(url, {
      method: 'GET',
      agent: false,
      lookup: publicLookup,
      signal,
      headers: {
        accept: 'image/png,image/jpeg,image/webp,image/gif',
        'user-agent': 'Farthing',
      },
    })
    asked.once('error', reject)
    asked.once('response', (answer) => {
      resolve({
        status: answer.statusCode ?? 0,
        location: answer.headers.location,
        body: answer,
        close: () => answer.destroy(),
      })
    })
    asked.end()
  })

const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, [])
    if (found.length === 0 || found.some(({ address }) => !isPublicAddress(address))) {
      return done(new NotPublic(host), [])
    }
    const [first] = found
    if (options.all || !first) return done(null, found)
    return done(null, first.address, first.family)
  })
}
