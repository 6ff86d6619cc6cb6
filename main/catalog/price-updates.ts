import { randomUUID } from 'node:crypto'
import type { ModelKey } from '../../shared/chat/message.ts'
import type { CatalogEdition, PriceEdition, PriceUpdate } from '../../shared/ipc/shapes.ts'
import type { Price } from '../../shared/money/price.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import { bundledList } from './bundled-list.ts'
import type { openDownloadedList } from './downloaded-list.ts'
import { priceChange, samePrice } from './price-changes.ts'
import { modelCount, modelsOf, type PriceList } from './price-list.ts'
import { bookIdOf } from './price-layers.ts'
import { readPriceList } from './read-price-list.ts'
import { utcDay } from './utc-day.ts'

/** Who looks at several updates decides on one of the last. */
const MAX_PENDING = 3
/** More refusals than these are not read one by one. */
const MAX_REFUSED_SHOWN = 500

type UpdatesOptions = {
  downloaded: ReturnType<typeof openDownloadedList>
  providerIds: () => readonly string[]
  /** The price of a model with a list in the place of an update. */
  priceWith: (list: PriceList | null, key: ModelKey) => Price | null
  ownPriceCount: () => number
  nowMs: () => number
  changed: () => void
}

/** Updates of the price list: looked at, taken, and gone back from. Looking changes nothing. */
export function openPriceUpdates(options: UpdatesOptions) {
  const { downloaded, priceWith, nowMs } = options
  const pending = new Map<string, { list: PriceList; from: string }>()

  function edition(): CatalogEdition {
    const current = downloaded.current()
    return {
      bundled: editionOf(bundledList),
      downloaded: current && {
        ...editionOf(current.list),
        importedAtMs: current.importedAtMs,
        from: current.from,
      },
      canRollBack: current !== null,
      ownPriceCount: options.ownPriceCount(),
    }
  }

  function preview(text: string, from: string, publishedOn: string | null): Result<PriceUpdate> {
    const read = readPriceList(text, from, publishedOn, utcDay(nowMs()), bundledList)
    if (!read.ok) return read
    const { list, refused } = read.value
    const updateId = randomUUID()
    pending.set(updateId, { list, from: from.slice(0, 400) })
    for (const old of [...pending.keys()].slice(0, -MAX_PENDING)) pending.delete(old)
    return done({
      updateId,
      edition: editionOf(list),
      ...changesTo(list),
      refused: refused.slice(0, MAX_REFUSED_SHOWN).map(({ modelId, reason }) => ({
        modelId,
        reason,
      })),
    })
  }

  /**
   * Against the prices in force now, for every model of the person's providers in any list. One that
   * an update lacks keeps the price of this version, if it has one there.
   */
  function changesTo(
    list: PriceList,
  ): Pick<PriceUpdate, 'changed' | 'addedCount' | 'removedCount' | 'sameCount'> {
    const inForce = downloaded.current()?.list ?? null
    const changed: PriceUpdate['changed'] = []
    const counts = { addedCount: 0, removedCount: 0, sameCount: 0 }
    for (const providerId of options.providerIds()) {
      const bookId = bookIdOf(providerId)
      const ids = [bundledList, inForce, list].flatMap((one) => (one ? idsOf(one, bookId) : []))
      for (const modelId of new Set(ids)) {
        const key = { providerId, modelId }
        const [old, fresh] = [priceWith(inForce, key), priceWith(list, key)]
        if (old && fresh) {
          if (samePrice(old, fresh)) counts.sameCount += 1
          else changed.push(priceChange(key, old, fresh))
        } else if (fresh) counts.addedCount += 1
        else if (old) counts.removedCount += 1
      }
    }
    return { changed: changed.toSorted((one, other) => +other.isLarge - +one.isLarge), ...counts }
  }

  return {
    edition,
    preview,
    /** Puts an update that was looked at above the list of this version. */
    apply(updateId: string): Result<CatalogEdition> {
      const update = pending.get(updateId)
      if (!update) return failed({ kind: 'unknown-price-list' })
      pending.delete(updateId)
      downloaded.take({ ...update, importedAtMs: nowMs() })
      options.changed()
      return done(edition())
    },
    /** Back by one step: to the update before the last, or to the list of this version. */
    rollBack(): Result<CatalogEdition> {
      if (!downloaded.current()) return failed({ kind: 'unknown-price-list' })
      downloaded.rollBack()
      options.changed()
      return done(edition())
    },
  }
}

function editionOf(list: PriceList): PriceEdition {
  return { version: list.version, takenOn: list.takenOn, modelCount: modelCount(list) }
}

function idsOf(list: PriceList, bookId: string): string[] {
  return modelsOf(list, bookId).map(({ id }) => id)
}
