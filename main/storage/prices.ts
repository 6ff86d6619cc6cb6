import type { Database } from 'better-sqlite3'
import { type Price, priceSchema } from '../../shared/money/price.ts'

/** Prices as they were when something was priced with them. Rows are added, never changed. */
export function openPrices(database: Database) {
  const insert = database.prepare<[string, string, string]>(
    `INSERT INTO price(provider_id, model_id, price_json) VALUES(?, ?, ?)
     ON CONFLICT DO NOTHING`,
  )
  const find = database
    .prepare<[string, string, string], number>(
      'SELECT id FROM price WHERE provider_id = ? AND model_id = ? AND price_json = ?',
    )
    .pluck()
  const read = database
    .prepare<[number], string>('SELECT price_json FROM price WHERE id = ?')
    .pluck()
  /** Ids by what they were found for; each turn asks for the same few. */
  const kept = new Map<string, number>()

  function findOrAdd(providerId: string, modelId: string, price: Price): number {
    const json = JSON.stringify(priceSchema.parse(price))
    const known = find.get(providerId, modelId, json)
    if (known !== undefined) return known
    return Number(insert.run(providerId, modelId, json).lastInsertRowid)
  }

  return {
    /** The id of this very price, kept once however often it is used. */
    pin(providerId: string, modelId: string, price: Price): number {
      const name = JSON.stringify([providerId, modelId, price])
      const id = kept.get(name) ?? findOrAdd(providerId, modelId, price)
      kept.set(name, id)
      return id
    },
    /** What was added since may be undone: all is looked for anew. */
    rolledBack: (): void => kept.clear(),
    read(priceId: number): Price {
      const json = read.get(priceId)
      if (json === undefined) throw new Error(`Price ${priceId} is not in the database`)
      return priceSchema.parse(JSON.parse(json))
    },
  }
}
