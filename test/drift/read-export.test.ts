import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readExport, readExportText } from '../../main/drift/read-export.ts'
import type { DriftFormat } from '../../shared/usage/drift.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { driftFixtures, fixturePath, fixtureText } from './fixtures.ts'

const USAGE = 'start_time,model,input_tokens,output_tokens'

async function refusalOf(text: string) {
  const read = await readExportText(text, 'usage.csv')
  if (read.ok) throw new Error('It was read')
  return read.failure
}

async function linesOf(text: string) {
  const read = await readExportText(text, 'usage.csv')
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return read.value
}

test.each<[file: string, format: DriftFormat, days: [string, string], lineCount: number]>([
  ['openai-usage.csv', 'openai-usage', ['2026-11-01', '2026-11-03'], 4],
  ['openai-costs.csv', 'openai-costs', ['2026-11-01', '2026-11-03'], 5],
  ['anthropic-usage.csv', 'anthropic-usage', ['2026-11-01', '2026-11-02'], 3],
  ['anthropic-cost.csv', 'anthropic-costs', ['2026-11-01', '2026-11-02'], 5],
])('%s is known by its columns, with the days without use in it', async (file, ...wanted) => {
  const [format, [firstDay, lastDay], lineCount] = wanted
  const read = await readExport(fixturePath(file))
  expect(read).toMatchObject({ value: { fileName: file, firstDay, lastDay, format: { format } } })
  expect(read.ok && read.value.lines).toHaveLength(lineCount)
})

test('what is read from a cache or kept in one is part of the input', async () => {
  const [openAi] = (await linesOf(fixtureText('openai-usage.csv'))).lines
  expect(openAi).toMatchObject({
    model: 'gpt-6-sol-2026-08-07',
    figures: { inputTokens: 59_200, outputTokens: 10_646, requestCount: 10, costUsd: null },
  })
  const [opus, haiku, later] = (await linesOf(fixtureText('anthropic-usage.csv'))).lines
  expect(opus?.figures).toMatchObject({ inputTokens: 112_439, outputTokens: 34_988 })
  expect(haiku?.figures).toMatchObject({ inputTokens: 75_000, outputTokens: 2_000 })
  expect(later?.figures).toMatchObject({ inputTokens: 1_250, outputTokens: 600 })
})

test('a cost is read as it is written, to its last digit, under the name of its model alone', async () => {
  const { lines } = await linesOf(fixtureText('openai-costs.csv'))
  expect(lines.map(({ model }) => model)).toEqual([
    'gpt-6-sol-2026-08-07',
    'gpt-6-sol-2026-08-07',
    'gpt-6-sol-2026-08-07',
    'gpt-6-luna-2026-08-07',
    'web search tool calls',
  ])
  expect(lines[3]?.figures.costUsd).toEqual({ digits: 4n, places: 16, isNegative: false })
})

test.each([
  ['a mark of byte order', (text: string) => `\ufeff${text}`],
  ['lines that end as on Windows', (text: string) => text.replaceAll('\n', '\r\n')],
  ['lines that end as on old Macs', (text: string) => text.replaceAll('\n', '\r')],
  ['no end of its last line', (text: string) => text.trimEnd()],
  ['empty lines', (text: string) => text.replaceAll('\n', '\n\n')],
  ['lines of commas alone', (text: string) => text.replace('\n', `\n${','.repeat(23)}\n`)],
  ['names in capitals with gaps', (text: string) => capitals(text)],
  ['a column that is not known', (text: string) => text.replaceAll('\n', ',more\n')],
  ['tabs for commas', (text: string) => text.replaceAll(',', '\t')],
  ['semicolons for commas', (text: string) => text.replaceAll(',', ';')],
  ['all cells in quotes', (text: string) => quoted(text)],
  ['its columns the other way round', (text: string) => reversed(text)],
])('an export with %s is read as the same', async (_name, changed) => {
  const text = fixtureText('openai-usage.csv')
  expect(await linesOf(changed(text))).toEqual(await linesOf(text))
})

function capitals(text: string): string {
  const [head = '', ...rest] = text.split('\n')
  return [head.toUpperCase().replaceAll('_', ' '), ...rest].join('\n')
}

function cellRows(text: string): string[][] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
}

function quoted(text: string): string {
  return cellRows(text)
    .map((cells) => cells.map((cell) => `"${cell}"`).join(','))
    .join('\n')
}

function reversed(text: string): string {
  return cellRows(text)
    .map((cells) => cells.toReversed().join(','))
    .join('\n')
}

test.each([
  ['1793491200', '2026-11-01'],
  ['1793577599', '2026-11-01'],
  ['1793491200000', '2026-11-01'],
  ['1793491200.0', '2026-11-01'],
  ['2026-11-01', '2026-11-01'],
  ['2026/11/1', '2026-11-01'],
  ['2026-11-01T23:59:59Z', '2026-11-01'],
  ['2026-11-01 10:00', '2026-11-01'],
  ['2026-11-01 10:00:00 UTC', '2026-11-01'],
  ['2026-11-01T00:30:00+02:00', '2026-10-31'],
  ['2026-11-01T23:30:00-0100', '2026-11-02'],
  ['2026-11-01T10:00:00.123456789Z', '2026-11-01'],
])('%s is the day %s of UTC', async (written, day) => {
  expect((await linesOf(`${USAGE}\n${written},m,1,2`)).firstDay).toBe(day)
})

test.each([
  ['start_time', '2026-02-30,m,1,2'],
  ['start_time', '11/01/2026,m,1,2'],
  ['start_time', '1999-01-01,m,1,2'],
  ['start_time', 'yesterday,m,1,2'],
  ['start_time', ',m,1,2'],
  ['input_tokens', '2026-11-01,m,-1,2'],
  ['input_tokens', '2026-11-01,m,1.5,2'],
  ['input_tokens', '2026-11-01,m,many,2'],
  ['input_tokens', '2026-11-01,m,NaN,2'],
  ['input_tokens', '2026-11-01,m,9e99,2'],
  ['output_tokens', '2026-11-01,m,1,"1,23"'],
  ['output_tokens', '2026-11-01,m,1,0x10'],
])(
  'a %s that cannot be read is named with its line, and nothing is read: %s',
  async (column, row) => {
    const text = `${USAGE}\n2026-11-01,m,1,2\n${row}\n2026-11-02,m,1,2\n`
    expect(await refusalOf(text)).toMatchObject({ reason: 'bad-cell', line: 3, column })
  },
)

test('a line with more or fewer cells than the first is named: its cells may have moved', async () => {
  expect(await refusalOf(`${USAGE}\n2026-11-01,a, b,1,2`)).toMatchObject({
    reason: 'bad-row',
    line: 2,
  })
  const whole = fixtureText('anthropic-cost.csv')
  expect(await refusalOf(whole.slice(0, -30))).toMatchObject({ reason: 'bad-row', line: 6 })
  expect(await refusalOf(`${USAGE}\n2026-11-01,"a,1,2`)).toMatchObject({ reason: 'not-a-table' })
})

test('amounts of another currency are not taken for USD', async () => {
  const text = fixtureText('openai-costs.csv').replace('0.02,usd', '0.02,eur')
  expect(await refusalOf(text)).toEqual({
    kind: 'usage-export-refused',
    fileName: 'usage.csv',
    reason: 'other-currency',
    line: 7,
    column: 'amount_currency',
    found: 'eur',
  })
})

test('a file of another kind is refused with the columns it has', async () => {
  expect(await refusalOf('name,amount\nA,1\n')).toMatchObject({
    reason: 'unknown-columns',
    found: 'name, amount',
  })
  // Of two columns with one name nobody knows which is meant.
  expect(await refusalOf(`${USAGE},model\n2026-11-01,m,1,2,n`)).toMatchObject({
    reason: 'unknown-columns',
  })
  expect(await refusalOf(`${USAGE}\n`)).toMatchObject({ reason: 'no-days' })
  for (const text of ['', 'hello', '{"data":[]}']) {
    expect(await refusalOf(text)).toMatchObject({ reason: 'not-a-table' })
  }
})

test('what is no text, too large or not there is refused before it is read', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'x.csv')
  writeFileSync(path, Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0]))
  expect(await readExport(path)).toMatchObject({ failure: { reason: 'not-a-table' } })
  truncateSync(path, 8_000_001)
  expect(await readExport(path)).toMatchObject({ failure: { reason: 'too-large' } })
  expect(await readExport(join(folder, 'y.csv'))).toMatchObject({
    failure: { reason: 'not-readable', fileName: 'y.csv' },
  })
  expect(await readExport(folder)).toMatchObject({ failure: { reason: 'not-readable' } })
})

test('a table that a spreadsheet wrote as UTF-16 is read as well', async () => {
  const path = join(temporaryFolder(), 'x.csv')
  const text = fixtureText('anthropic-usage.csv')
  writeFileSync(path, Buffer.from(`\ufeff${text}`, 'utf16le'))
  const read = await readExport(path)
  expect(read.ok && read.value.lines).toEqual((await linesOf(text)).lines)
})

test('no fixture names an account, and each is described', () => {
  const described = readFileSync(fixturePath('README.md'), 'utf8')
  for (const file of driftFixtures) {
    expect(described).toContain(`\`${file}\``)
    expect(fixtureText(file)).not.toMatch(/org-(?!made)|proj_(?!made)|user-(?!made)/u)
  }
})
