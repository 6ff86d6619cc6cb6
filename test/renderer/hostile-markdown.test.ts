import { expect, test } from 'vitest'
import { everyCut, generatedSamples, hostileSamples } from '../helpers/hostile.ts'
import { htmlOf, readAtOnce, readByPieces } from './markdown-html.ts'

/** What may stand in an answer, whatever a model wrote. */
const allowed =
  /^(?:p|h[3-6]|ul|ol|li|blockquote|hr|strong|em|del|sup|br|code|pre|span|div|section|table|thead|tbody|tr|th|td|a|img|button|svg|path|rect|circle|line|polyline)$/u
const origin = 'http://127.0.0.1:9'

function faultsIn(html: string): string[] {
  const faults: string[] = []
  for (const [, tag = '', attributes = ''] of html.matchAll(/<([a-zA-Z][^\s/>]*)([^>]*)>/gu)) {
    if (!allowed.test(tag)) faults.push(`<${tag}>`)
    for (const [, name = '', value = ''] of attributes.matchAll(/([^\s=]+)="([^"]*)"/gu)) {
      if (/^on|^style$|^srcdoc$|^id$|^name$/u.test(name)) faults.push(`${tag} ${name}`)
      if (name === 'href' && !/^(?:https?:|mailto:)/u.test(value)) faults.push(`href ${value}`)
      if (name === 'src' && !/^data:image\/(?:png|jpeg|gif|webp);base64,/u.test(value)) {
        faults.push(`src ${value}`)
      }
    }
  }
  return faults
}

test('there are three hundred samples and more', () => {
  const names = hostileSamples(origin).map(({ name }) => name)
  expect(names.length).toBeGreaterThanOrEqual(300)
  expect(new Set(names).size).toBe(names.length)
})

test('no sample becomes an element, an attribute or an address that could do something', () => {
  const faults = [...hostileSamples(origin), ...generatedSamples(), ...everyCut()].flatMap(
    ({ name, text }) => faultsIn(readAtOnce(text)).map((fault) => `${name}: ${fault}`),
  )
  expect(faults).toEqual([])
})

test('a sample that is streamed is, once read again, the sample read at once', () => {
  for (const { name, text } of hostileSamples(origin)) {
    const pieces =
      text.match(new RegExp(`[^]{1,${Math.max(9, Math.ceil(text.length / 20))}}`, 'g')) ?? []
    const { reader, html } = readByPieces(pieces)
    expect(faultsIn(html), name).toEqual([])
    reader.readAgain()
    expect(htmlOf(reader.read(text, false)), name).toBe(readAtOnce(text))
  }
})
