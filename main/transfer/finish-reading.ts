import type { ImportedFrom } from '../../shared/chat/message.ts'
import { textOf } from '../../shared/chat/part.ts'
import { firstLine } from '../../shared/chat/title.ts'
import { buildTurns } from './build-turns.ts'
import { cleanTitle } from './clean-text.ts'
import type { ReadItem } from './imported.ts'
import type { ProblemCounts } from './problem-counts.ts'
import type { SourceNode } from './source-node.ts'

const programs = { chatgpt: 'ChatGPT', claude: 'Claude' } as const

/** What was read of a conversation of another program, before it is made into turns. */
export type Reading = {
  from: Exclude<ImportedFrom, 'farthing'>
  /** Its name there; null where the export does not say. */
  id: string | null
  /** Of the item, as its name where it has none. */
  sha256: string
  title: string
  createdAtMs: number | null
  updatedAtMs: number | null
  nodes: readonly SourceNode[]
  /** The last message that is shown there. */
  currentId: string | null
  problems: ProblemCounts
  /** Stands for dates of which nothing is known. */
  nowMs: number
}

/** Makes a conversation of what was read, or says why there is none. */
export function finishReading(reading: Reading): ReadItem {
  const { from, id, nodes, problems, nowMs } = reading
  const titled = cleanTitle(reading.title)
  if (!nodes.some(({ parts }) => parts.length > 0)) {
    return { conversation: null, title: titled, problems: [{ kind: 'no-messages' }] }
  }
  const dates = nodes.flatMap(({ atMs }) => (atMs === null ? [] : [atMs]))
  const known = (pick: (one: number, other: number) => number): number | null =>
    dates.length === 0 ? null : dates.reduce((one, other) => pick(one, other))
  const createdAtMs = reading.createdAtMs ?? known(Math.min) ?? reading.updatedAtMs ?? nowMs
  const updatedAtMs = reading.updatedAtMs ?? known(Math.max) ?? createdAtMs
  const built = buildTurns(nodes, reading.currentId, {
    atMs: createdAtMs,
    providerName: programs[from],
  })
  if (!built)
    return { conversation: null, title: titled, problems: [{ kind: 'too-long', count: 1 }] }
  problems.add('broken-links', built.brokenLinkCount)
  const firstWords = built.turns.find(({ isShown }) => isShown)?.userParts ?? []
  const title = titled === '' ? firstLine(textOf(firstWords)) : titled
  return {
    title,
    conversation: {
      from,
      importId: `${from}:${id === null || id === '' ? `sha256-${reading.sha256}` : id.slice(0, 200)}`,
      knownAs: [],
      title,
      optionsJson: '{}',
      createdAtMs,
      updatedAtMs,
      turns: built.turns,
      messageCount: nodes.filter(({ parts }) => parts.length > 0).length,
      images: [],
      problems: problems.list(),
    },
  }
}
