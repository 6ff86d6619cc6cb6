import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../build/app.ts'

/** Of each, what its prices become: cheaper, dearer, and more than tenfold. */
const factors: Readonly<Record<string, number>> = {
  'gpt-6-sol': 0.75,
  'gpt-6-luna': 1.25,
  'gpt-6-astra': 12,
}

/** The price list of this version as a later one would be, in which three models changed. */
export async function laterPrices(): Promise<string> {
  const path = join(projectFolder, 'main/catalog/bundled-prices.json')
  const list = JSON.parse(await readFile(path, 'utf8')) as {
    version: string
    takenOn: string
    books: Record<string, { id: string; prices: { rates: Record<string, number> }[] }[]>
  }
  list.version = 'a later list'
  list.takenOn = '2026-11-18'
  for (const { id, prices } of list.books['openai'] ?? []) {
    for (const { rates } of prices) {
      for (const [name, rate] of Object.entries(rates)) {
        rates[name] = Math.round(rate * (factors[id] ?? 1))
      }
    }
  }
  return JSON.stringify(list)
}
