import { expect, test } from 'vitest'
import { readPriceList } from '../../main/catalog/read-price-list.ts'
import { catalogOnDisk } from './catalog-on-disk.ts'
import { brokenByPriceFile, mutatePriceFile } from './mutate-price-file.ts'
import { genaiText, ownForm, priced } from './price-lists-to-try.ts'

const SEED = 20_261_122
const FILES = 3_000

test(`whatever a price list holds is counted with or refused by name (from seed ${SEED})`, () => {
  for (let index = 0; index < FILES; index += 1) {
    const seed = SEED + index
    const what = brokenByPriceFile(seed)
    if (what !== null) throw new Error(`seed ${seed}: ${what}`)
  }
}, 120_000)

test('altered price lists are of every kind: taken, taken in part, refused', () => {
  const bundled = ownForm({ openai: [priced('gpt-6-sol', 2, 10)] }, { takenOn: '2026-09-23' })
  const kinds = new Set<string>()
  for (let seed = SEED; seed < SEED + 500; seed += 1) {
    const read = readPriceList(mutatePriceFile(seed), 'a file', null, '2026-11-22', bundled)
    if (!read.ok) kinds.add('reason' in read.failure ? String(read.failure.reason) : 'other')
    else kinds.add(read.value.refused.length > 0 ? 'in part' : 'whole')
  }
  expect([...kinds]).toEqual(
    expect.arrayContaining(['whole', 'in part', 'not-json', 'not-a-price-list']),
  )
})

test('looking at altered lists changes no price, no revision and no row', () => {
  const { catalog, openAgain } = catalogOnDisk()
  const taken = catalog.previewUpdate(genaiText, 'a file')
  if (!taken.ok || !catalog.applyUpdate(taken.value.updateId).ok) throw new Error('It was refused')
  const [models, revision, edition] = [catalog.models(), catalog.revision(), catalog.edition()]
  for (let seed = SEED; seed < SEED + 100; seed += 1) {
    const result = catalog.previewUpdate(mutatePriceFile(seed), 'a file')
    if (!result.ok) expect(result.failure.kind).toBe('price-list-refused')
    else expect(JSON.stringify(result.value)).not.toMatch(/NaN|Infinity/u)
  }
  expect(catalog.models()).toBe(models)
  expect([catalog.revision(), catalog.edition()]).toEqual([revision, edition])
  expect(openAgain().models()).toEqual(models)
})
