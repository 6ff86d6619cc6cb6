import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** What a model says, and how many tokens it thought before that. */
export type Said = { text: string; thinkingTokens: number }

/** One thing a person did in a conversation. */
export type Step = {
  /** Before the end of the seeded time, in minutes. */
  minutesBefore: number
  files: { name: string; text: string }[]
} & (
  | { kind: 'ask'; text: string; modelId: string; said: Said | 'lost' }
  /** The question of the turn before, once more. */
  | { kind: 'again'; modelId: string; said: Said | 'lost' }
  /** Other words in the place of the turn before. */
  | { kind: 'edit'; text: string; modelId: string; said: Said | 'lost' }
  /** `keep`: which one the conversation goes on from, from 1; null: not decided. */
  | { kind: 'compare'; text: string; modelIds: string[]; said: Said[]; keep: number | null }
)

export type Script = {
  name: string
  title: string
  folder: string | null
  isPinned: boolean
  systemText: string
  steps: Step[]
}

type Block = { kind: string; values: Record<string, string>; text: string }

const MINUTES_A_DAY = 24 * 60

/** The conversations of `scripts/`, by file name. What is written wrong there throws. */
export async function readScripts(): Promise<Script[]> {
  const folder = join(import.meta.dirname, 'scripts')
  const files = (await readdir(folder)).toSorted()
  return Promise.all(
    files.map(async (file) =>
      scriptOf(basename(file, '.md'), await readFile(join(folder, file), 'utf8')),
    ),
  )
}

/**
 * A head of `name: value` lines, then blocks that begin with a line `@@ kind name=value`: `you`,
 * `again`, `edit` and `compare`, each followed by its `answer`s or by `lost`. A `file` belongs to
 * what is asked next; `lines` makes a long one of a few lines. `day` is how long before the end, in days and at a time of day.
 */
function scriptOf(name: string, source: string): Script {
  const [head = '', ...bodies] = source.split(/^@@ /mu)
  const values = Object.fromEntries(
    head
      .trim()
      .split('\n')
      .map((line) => line.split(': ', 2)),
  ) as Record<string, string>
  return {
    name,
    title: needed(values, 'title', name),
    folder: values['folder'] ?? null,
    isPinned: values['pinned'] === 'yes',
    systemText: values['system'] ?? '',
    steps: stepsOf(bodies.map(blockOf), minutesOf(needed(values, 'day', name))),
  }
}

function blockOf(body: string): Block {
  const end = body.indexOf('\n')
  const [kind = '', ...words] = body.slice(0, end).split(' ')
  const values = Object.fromEntries(words.map((word) => word.split('=', 2))) as Block['values']
  return { kind, values, text: body.slice(end + 1).trimEnd() }
}

function stepsOf(blocks: readonly Block[], startMinutes: number): Step[] {
  const steps: Step[] = []
  let minutesBefore = startMinutes
  let files: Step['files'] = []
  let modelId = ''
  for (const [place, { kind, values, text }] of blocks.entries()) {
    if (kind === 'answer' || kind === 'lost') continue
    if (kind === 'file') {
      files.push({ name: needed(values, 'name', kind), text: linesOf(text, values['lines']) })
      continue
    }
    if (steps.length > 0) minutesBefore -= Number(values['after'] ?? '3')
    modelId = values['to'] ?? modelId
    const common = { minutesBefore, files }
    files = []
    const said = saidAfter(blocks, place)
    const [first] = said
    if (kind === 'compare') {
      const keep = values['keep'] === undefined ? null : Number(values['keep'])
      const modelIds = needed(values, 'to', kind).split(',')
      steps.push({ ...common, kind, text, modelIds, said: said.filter(isWhole), keep })
      modelId = modelIds[(keep ?? 1) - 1] ?? modelId
    } else if (first === undefined) throw new Error(`Nothing is said to: ${text}`)
    else if (kind === 'again') steps.push({ ...common, kind, modelId, said: first })
    else if (kind === 'edit') steps.push({ ...common, kind, text, modelId, said: first })
    else if (kind === 'you') steps.push({ ...common, kind: 'ask', text, modelId, said: first })
    else throw new Error(`No script has a ${kind}`)
  }
  return steps
}

/** A long file is so many lines made of a few, in turn; `{n}` in them is the number of the line. */
function linesOf(text: string, count: string | undefined): string {
  if (count === undefined) return text
  const few = text.split('\n')
  return Array.from({ length: Number(count) }, (_, place) =>
    (few[place % few.length] ?? '').replaceAll('{n}', String(place + 1)),
  ).join('\n')
}

/** The answers that stand right after a block. */
function saidAfter(blocks: readonly Block[], place: number): (Said | 'lost')[] {
  const said: (Said | 'lost')[] = []
  for (const { kind, values, text } of blocks.slice(place + 1)) {
    if (kind === 'lost') said.push('lost')
    else if (kind === 'answer') said.push(saidBy(values, text))
    else break
  }
  return said
}

function saidBy(values: Block['values'], text: string): Said {
  return { text, thinkingTokens: Number(values['thinking'] ?? 0) }
}

function isWhole(said: Said | 'lost'): said is Said {
  return said !== 'lost'
}

/** "-3 09:12" is three days before the day of the end, which is taken to be at 14:20. */
function minutesOf(day: string): number {
  const match = /^(?:-(\d+)|0) (\d\d):(\d\d)$/u.exec(day)
  if (!match) throw new Error(`No day: ${day}`)
  const [, days = '0', hours, minutes] = match
  return Number(days) * MINUTES_A_DAY + END_OF_DAY - (Number(hours) * 60 + Number(minutes))
}

const END_OF_DAY = 14 * 60 + 20

function needed(values: Readonly<Record<string, string>>, name: string, where: string): string {
  const value = values[name]
  if (value === undefined) throw new Error(`${where} lacks ${name}`)
  return value
}
