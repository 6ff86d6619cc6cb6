import type { Input } from '../../shared/ipc/contract.ts'
import type { CatalogEdition, PriceUpdate } from '../../shared/ipc/shapes.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import { checkProviderAddress } from '../ways-out.ts'
import type { Catalog } from './catalog.ts'

export type PriceLists = ReturnType<typeof openPriceLists>

/** The list in use today has about two million. */
const MAX_BYTES = 30_000_000
const TIMEOUT_MS = 60_000

/** Updates of the prices, which only ever happen because a person asked for one. */
export function openPriceLists({
  catalog,
  fetch,
  changed,
}: {
  catalog: Catalog
  fetch: typeof globalThis.fetch
  /** The prices in force are others now. */
  changed: () => void
}) {
  const closing = new AbortController()

  function tell(result: Result<CatalogEdition>): Result<CatalogEdition> {
    if (result.ok) changed()
    return result
  }

  return {
    edition: catalog.edition,
    async preview(list: Input<'catalog.previewUpdate'>): Promise<Result<PriceUpdate>> {
      if (list.from === 'file') return catalog.previewUpdate(list.text, list.name, null)
      const fetched = await download(list.url, fetch, closing.signal)
      if (!fetched.ok) return fetched
      const { text, host, publishedOn } = fetched.value
      return catalog.previewUpdate(text, host, publishedOn)
    },
    apply: (updateId: string): Result<CatalogEdition> => tell(catalog.applyUpdate(updateId)),
    rollBack: (): Result<CatalogEdition> => tell(catalog.rollBack()),
    /** What is still on its way is waited for no longer. */
    close: (): void => closing.abort(),
  }
}

type Downloaded = { text: string; host: string; publishedOn: string | null }

/** One question without a key, a cookie or a redirect, to the address the person gave. */
async function download(
  url: string,
  fetch: typeof globalThis.fetch,
  closing: AbortSignal,
): Promise<Result<Downloaded>> {
  const refuse = (reason: 'unreachable' | 'too-large', detail: string) =>
    failed({ kind: 'price-list-refused', reason, detail: detail.slice(0, 200) })
  const checked = checkProviderAddress(url)
  if (!checked.ok) return checked
  const { host } = new URL(checked.value)
  try {
    const answer = await fetch(checked.value, {
      redirect: 'error',
      credentials: 'omit',
      headers: { accept: 'application/json', 'user-agent': 'Farthing' },
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    if (!answer.ok || !answer.body) return refuse('unreachable', `${host}: ${answer.status}`)
    const chunks: Uint8Array[] = []
    let sizeBytes = 0
    for await (const chunk of answer.body) {
      sizeBytes += chunk.length
      if (sizeBytes > MAX_BYTES) return refuse('too-large', host)
      chunks.push(chunk)
    }
    const text = Buffer.concat(chunks).toString('utf8')
    return done({ text, host, publishedOn: dayOf(answer.headers.get('last-modified')) })
  } catch (error) {
    return refuse('unreachable', `${host}: ${error instanceof Error ? error.message : ''}`)
  }
}

/** The day of an HTTP date, YYYY-MM-DD; null if there is none. */
function dayOf(httpDate: string | null): string | null {
  const atMs = Date.parse(httpDate ?? '')
  return Number.isFinite(atMs) ? new Date(atMs).toISOString().slice(0, 10) : null
}
