import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { en, type WordId } from '../../renderer/words/en.ts'
import { languageOf, translations } from '../../renderer/words/languages/languages.ts'

const intl = createIntl({ locale: 'en-GB', messages: en })
const ids = Object.keys(en) as WordId[]

/**
 * What a message asks for: each argument with the kind of it, each choice of a select, each tag.
 * A language may ask for one twice or leave a plural form out, but for no other thing.
 */
function askedFor(message: string, locale: string): string[] {
  const found = new Set<string>()
  walk(intl.formatters.getMessageFormat(message, locale).getAst(), found)
  return [...found].toSorted()
}

type Ast = ReturnType<ReturnType<typeof intl.formatters.getMessageFormat>['getAst']>

/** As the parser of react-intl names the kinds of its elements. */
const kinds = ['literal', 'value', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag']

function walk(elements: Ast, found: Set<string>): void {
  for (const element of elements) {
    const kind = kinds[element.type] ?? `${element.type}`
    if (kind === 'literal' || kind === 'pound') continue
    const name = 'value' in element ? element.value : ''
    found.add(kind === 'tag' ? `<${name}>` : `{${name}, ${kind}}`)
    if ('children' in element) walk(element.children, found)
    if (!('options' in element)) continue
    for (const [choice, option] of Object.entries(element.options)) {
      if (kind === 'select') found.add(`{${name}, select, ${choice}}`)
      walk(option.value, found)
    }
  }
}

/** Every form a number can need in a language, so that none is said with the wrong one. */
function missingForms(message: string, locale: string): string[] {
  const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
  const missing: string[] = []
  const look = (elements: Ast): void => {
    for (const element of elements) {
      if ('children' in element) look(element.children)
      if (!('options' in element)) continue
      if (kinds[element.type] === 'plural' && !('other' in element.options)) missing.push('other')
      const forms = Object.keys(element.options).filter((form) => /^[a-z]+$/u.test(form))
      if (kinds[element.type] === 'plural') {
        missing.push(...forms.filter((form) => !needed.includes(form as Intl.LDMLPluralRule)))
      }
      for (const option of Object.values(element.options)) look(option.value)
    }
  }
  look(intl.formatters.getMessageFormat(message, locale).getAst())
  return missing
}

describe.each(Object.entries(translations))('in %s', (language, load) => {
  test('each word asks for the same arguments and tags as the English one', async () => {
    for (const [id, message] of Object.entries(await load())) {
      const asked = askedFor(message, language)
      expect(asked, `${id} in ${language}`).toEqual(askedFor(en[id as WordId], 'en'))
    }
  })

  test('no plural has a form that the language does not use', async () => {
    for (const [id, message] of Object.entries(await load())) {
      expect(missingForms(message, language), `${id} in ${language}`).toEqual([])
    }
  })

  test('no word is of a sentence that is gone', async () => {
    const gone = Object.keys(await load()).filter((id) => !Object.hasOwn(en, id))
    expect(gone).toEqual([])
  })

  test('every word is there', async () => {
    const words = await load()
    const missing = ids.filter((id) => !Object.hasOwn(words, id))
    expect(missing).toEqual([])
  })
})

test('a test of what is asked for sees a lost argument, another choice, a lost tag', () => {
  const one = askedFor('{n, plural, one {# row} other {# rows}} in <b>{place}</b>', 'en')
  expect(one).toEqual(['<b>', '{n, plural}', '{place, value}'])
  expect(askedFor('{how, select, all {x} other {y}}', 'en')).toEqual([
    '{how, select, all}',
    '{how, select, other}',
    '{how, select}',
  ])
})

describe('the language spoken', () => {
  test('is the one chosen, whatever the system speaks, and keeps the system’s own region of it', () => {
    expect(languageOf('de', ['en-US', 'de-AT'])).toEqual({ language: 'de', locale: 'de-AT' })
    expect(languageOf('ja', ['en-US'])).toEqual({ language: 'ja', locale: 'ja-JP' })
    expect(languageOf('en', ['de-DE'])).toEqual({ language: 'en', locale: 'en-GB' })
  })

  test('is the first of the system’s that there are words in, else English', () => {
    expect(languageOf('system', ['it-IT', 'fr-CA', 'de-DE'])).toMatchObject({ locale: 'fr-CA' })
    expect(languageOf('system', ['it-IT', 'c'])).toEqual({ language: 'en', locale: 'en-GB' })
    expect(languageOf('system', [])).toEqual({ language: 'en', locale: 'en-GB' })
    expect(languageOf('system', ['en-US', 'de-DE'])).toEqual({ language: 'en', locale: 'en-GB' })
  })

  test('writes Chinese as its region does', () => {
    expect(languageOf('system', ['zh-Hant-TW'])).toEqual({ language: 'zh', locale: 'zh-Hant-TW' })
  })
})
