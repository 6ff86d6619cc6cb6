import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareDays } from '../../main/drift/compare-days.ts'
import { readExportText } from '../../main/drift/read-export.ts'
import type { SettledDay } from '../../main/storage/provider-attempts.ts'
import { driftFixtures, fixtureText } from './fixtures.ts'

const RUNS = 300
const measures = ['costNanoUsd', 'inputTokens', 'outputTokens', 'requestCount'] as const
const names = { identityOf: (written: string) => written, nameOf: (written: string) => written }
const csvFiles = driftFixtures.filter((file) => file.endsWith('.csv'))

/** What is done to an export: at a place, so much is taken out, and this put there. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof(fc.nat(3), fc.nat(200)),
  put: fc.oneof(
    fc.constantFrom(
      '"',
      ',',
      '\n',
      '\r',
      '\0',
      ';',
      '\t',
      '""',
      '",',
      ',,',
      '\n\n',
      '-',
      '.',
      'e9',
    ),
    fc.string({ maxLength: 20, unit: 'binary' }),
    fc.integer().map(String),
  ),
})

/** Nothing that was read can be anything but a figure or unknown, and sums are of their rows. */
async function expectSound(text: string): Promise<void> {
  const read = await readExportText(text, 'x.csv')
  if (!read.ok) {
    expect(read.failure.kind).toBe('usage-export-refused')
    return
  }
  const { lines, firstDay, lastDay } = read.value
  expect(firstDay <= lastDay).toBe(true)
  const { rows, there } = compareDays(lines, [], measures, names)
  for (const measure of measures) {
    const figures = rows.map((row) => row.there?.[measure] ?? null)
    for (const figure of figures) expect(figure === null || Number.isSafeInteger(figure)).toBe(true)
    const isKnown = figures.every((figure) => figure !== null)
    const sum = figures.reduce<number>((total, figure) => total + (figure ?? 0), 0)
    expect(there[measure]).toBe(isKnown ? sum : null)
  }
}

test('an export that was changed anywhere is read whole or refused with a name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...csvFiles),
      fc.array(change, { minLength: 1, maxLength: 5 }),
      async (file, changes) => {
        let text = fixtureText(file)
        for (const { at, cut, put } of changes) {
          const place = Math.floor(at * text.length)
          text = text.slice(0, place) + put + text.slice(place + cut)
        }
        await expectSound(text)
      },
    ),
    { numRuns: RUNS },
  )
})

test('any text at all is read or refused with a name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 2_000, unit: 'binary' }), async (text) => {
      await expectSound(text)
      await expectSound(`start_time,model,input_tokens,output_tokens\n${text}`)
    }),
    { numRuns: RUNS },
  )
})

const line = fc.record({
  day: fc.integer({ min: 1, max: 9 }).map((day) => `2026-11-0${day}`),
  model: fc.constantFrom('one', 'two, three', 'four "five"', 'six\nseven'),
  inputTokens: fc.nat(1_000_000_000),
  outputTokens: fc.nat(1_000_000_000),
})

function quoted(cell: string | number): string {
  return `"${String(cell).replaceAll('"', '""')}"`
}

test('every line is counted once; one bad cell anywhere and none is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 40 }),
      fc.nat(),
      fc.constantFrom('start_time', 'input_tokens', 'output_tokens'),
      async (lines, place, column) => {
        const columns = ['start_time', 'model', 'input_tokens', 'output_tokens']
        const cells = lines.map(({ day, model, inputTokens, outputTokens }) => [
          day,
          model,
          inputTokens,
          outputTokens,
        ])
        const write = () => [columns, ...cells].map((row) => row.map(quoted).join(',')).join('\n')
        const read = await readExportText(write(), 'x.csv')
        if (!read.ok) throw new Error(JSON.stringify(read.failure))
        const { there } = compareDays(read.value.lines, [], measures, names)
        const sum = (measure: 'inputTokens' | 'outputTokens') =>
          lines.reduce((total, one) => total + one[measure], 0)
        expect(there).toMatchObject({
          inputTokens: sum('inputTokens'),
          outputTokens: sum('outputTokens'),
        })
        const bad = cells[place % cells.length] ?? []
        bad[columns.indexOf(column)] = 'x'
        expect(await readExportText(write(), 'x.csv')).toMatchObject({
          failure: { reason: 'bad-cell', column, found: 'x' },
        })
      },
    ),
    { numRuns: RUNS },
  )
})

const settledDay = fc.record({
  day: fc.integer({ min: 1, max: 5 }).map((day) => `2026-11-0${day}`),
  modelId: fc.constantFrom('one', 'two', 'three'),
  attemptCount: fc.nat(100),
  spentNanoUsd: fc.nat(1_000_000_000_000),
  inputTokens: fc.nat(1_000_000_000),
  outputTokens: fc.nat(1_000_000_000),
  uncountedCount: fc.nat(5),
})

const amount = fc.tuple(fc.boolean(), fc.bigInt(0n, 10n ** 18n), fc.integer({ min: 0, max: 18 }))

test('rows add up to both totals, and no row is further from its lines than a nano-USD', () => {
  fc.assert(
    fc.property(
      fc.array(settledDay, { maxLength: 20 }),
      fc.array(
        fc.record({
          day: settledDay.map(({ day }) => day),
          model: fc.constantFrom('one', 'two', null),
          amount,
        }),
        { maxLength: 20 },
      ),
      (settled, written) => {
        const lines = written.map(({ day, model, amount: [isNegative, digits, places] }) => ({
          day,
          model,
          figures: {
            inputTokens: null,
            outputTokens: null,
            requestCount: null,
            costUsd: { isNegative, digits, places },
          },
        }))
        const { rows, here, there } = compareDays(lines, settled, ['costNanoUsd'], names)
        const sum = (side: 'here' | 'there') =>
          rows.reduce((total, row) => total + (row[side]?.costNanoUsd ?? 0), 0)
        expect(here.costNanoUsd).toBe(settled.reduce((total, day) => total + day.spentNanoUsd, 0))
        expect(here.costNanoUsd).toBe(sum('here'))
        const isKnown = rows.every((row) => row.there === null || row.there.costNanoUsd !== null)
        expect(there.costNanoUsd).toBe(isKnown ? sum('there') : null)
        if (!isKnown) return
        const exact = lines.reduce((total, { figures: { costUsd } }) => {
          const atto = costUsd.digits * 10n ** BigInt(18 - costUsd.places)
          return total + (costUsd.isNegative ? -atto : atto)
        }, 0n)
        const apart = BigInt(there.costNanoUsd ?? 0) * 10n ** 9n - exact
        const mostApart = BigInt(rows.length) * 10n ** 9n
        expect(apart >= -mostApart && apart <= mostApart).toBe(true)
      },
    ),
    { numRuns: RUNS },
  )
})

test('a model and day stand in one row, whatever they are called', () => {
  const settled: SettledDay[] = [
    {
      day: '2026-11-01',
      modelId: 'a',
      attemptCount: 1,
      spentNanoUsd: 5,
      inputTokens: 1,
      outputTokens: 1,
      uncountedCount: 0,
    },
  ]
  const again = settled.map((one) => ({ ...one, modelId: 'A-2026-11-01' }))
  const figures = { inputTokens: 3, outputTokens: 4, requestCount: null, costUsd: null }
  const lines = ['a', 'A', 'b'].map((model) => ({ day: '2026-11-01', model, figures }))
  const { rows } = compareDays(lines, [...settled, ...again], ['inputTokens'], {
    identityOf: (written) => written.toLowerCase().replace('-2026-11-01', ''),
    nameOf: (written) => written,
  })
  expect(rows).toMatchObject([
    { modelName: 'a', here: { inputTokens: 2 }, there: { inputTokens: 6 } },
    { modelName: 'b', here: null, there: { inputTokens: 3 } },
  ])
})
