import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openItemSplitter } from '../../main/transfer/json-items.ts'

function split(bytes: Uint8Array, cuts: readonly number[]) {
  const splitter = openItemSplitter({ collects: true })
  const items: (string | null)[] = []
  let from = 0
  for (const cut of [...cuts, bytes.length]) {
    for (const { text } of splitter.push(bytes.subarray(from, cut))) items.push(text)
    from = cut
  }
  return { items, end: splitter.end() }
}

test('a list is split into the values it has, wherever the file is cut while it is read', () => {
  const cases = fc.tuple(
    fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 6 }),
    fc.constantFrom(0, 1, 4),
    fc.array(fc.nat(400), { maxLength: 8 }),
  )
  fc.assert(
    fc.property(cases, ([values, indent, places]) => {
      const bytes = Buffer.from(`\u{feff} ${JSON.stringify(values, null, indent)}\n`)
      const cuts = places.filter((at) => at <= bytes.length).toSorted((one, two) => one - two)
      const { items, end } = split(bytes, cuts)
      expect(end).toBe('whole')
      expect(items.map((text) => JSON.parse(text ?? '') as unknown)).toEqual(
        JSON.parse(JSON.stringify(values)),
      )
    }),
    { seed: 20_261_122, numRuns: 500 },
  )
})

test('a file that ends too early is cut off at every byte, and whole only at its end', () => {
  const bytes = Buffer.from('[{"a":"]}\\"ü"},[1],"x",null]')
  for (let length = 1; length < bytes.length; length += 1) {
    expect(split(bytes.subarray(0, length), []).end).toBe('cut-off')
  }
  expect(split(bytes, [])).toEqual({
    items: ['{"a":"]}\\"ü"}', '[1]', '"x"', 'null'],
    end: 'whole',
  })
})

test('an outermost object is one value, and anything else is no JSON of ours', () => {
  const of = (text: string) => split(Buffer.from(text), [])
  expect(of(' {"a":[1]} ')).toEqual({ items: ['{"a":[1]}'], end: 'whole' })
  expect(of('[]')).toEqual({ items: [], end: 'whole' })
  expect(of('"text"').end).toBe('not-json')
  expect(of('[1}').end).toBe('not-json')
  expect(of('[1] 2').end).toBe('not-json')
  expect(of('').end).toBe('not-json')
})
