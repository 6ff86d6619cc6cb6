import { expect, test } from 'vitest'
import { dictionariesFor } from '../../main/desktop/dictionaries.ts'

const available = ['de', 'de-AT', 'en-AU', 'en-GB', 'en-US', 'es', 'fr', 'pt-BR']

test('the region a person writes in is taken where there is a dictionary for it', () => {
  expect(dictionariesFor(available, ['en-GB'])).toEqual(['en-GB'])
  expect(dictionariesFor(available, ['de-CH'])).toEqual(['de'])
})

test('one dictionary a language, few of them, and none for what has none', () => {
  expect(dictionariesFor(available, ['en-GB', 'en-US', 'ja', 'fr-FR'])).toEqual(['en-GB', 'fr'])
  expect(dictionariesFor(available, ['de', 'en', 'es', 'fr'])).toHaveLength(3)
  expect(dictionariesFor(available, [])).toEqual([])
})
