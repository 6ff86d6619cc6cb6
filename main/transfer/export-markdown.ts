import { type Part, textOf } from '../../shared/chat/part.ts'
import { onOneLine } from '../../shared/chat/title.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import { formatCredits } from '../../shared/money/credits.ts'
import { fenced } from './clean-text.ts'
import { containedMarkdown, quoted } from './contained-markdown.ts'
import type { WholeConversation, WholeTurn } from './whole-conversation.ts'

/** What headings and notes of a document say, in the language of the window. */
type ExportWords = Input<'transfer.export'>['words']

export type MarkdownOptions = {
  words: ExportWords
  creditsPerUsd: number
  timeZone: string
  exportedAtMs: number
}

/**
 * The turns of a conversation that are shown, as a document to read: who said what, when, for how
 * much.
 */
export function markdownOf(conversation: WholeConversation, options: MarkdownOptions): string {
  const { words, exportedAtMs } = options
  const turns = conversation.turns.filter(({ isShown }) => isShown)
  const spentNanoUsd = turns.reduce((sum, turn) => sum + (turn.receipt?.spentNanoUsd ?? 0), 0)
  const isUnknown = turns.some(({ receipt }) => receipt && receipt.spentNanoUsd === null)
  const unknown = isUnknown ? [words.notKnown] : []
  const models = [...new Set(turns.map(modelOf).filter((name) => name !== ''))]
  const facts = [
    `${words.started}: ${dateText(conversation.createdAtMs, options)}`,
    ...(models.length > 0 ? [`${words.models}: ${models.join(', ')}`] : []),
    ...(turns.some(({ receipt }) => receipt)
      ? [`${words.credits}: ${[creditsText(spentNanoUsd, options), ...unknown].join(' + ')}`]
      : []),
    `${words.exported}: ${dateText(exportedAtMs, options)}`,
  ]
  const title = inline(conversation.title) || words.untitled
  return [
    `# ${title}`,
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...turns.flatMap((turn) => turnText(turn, options)),
  ]
    .join('\n\n')
    .concat('\n')
}

function turnText(turn: WholeTurn, options: MarkdownOptions): string[] {
  const { words } = options
  const { receipt } = turn
  const question = partTexts(turn.userParts, words)
  const answer = partTexts(turn.answerParts, words)
  const spent = receipt
    ? receipt.spentNanoUsd === null
      ? words.notKnown
      : creditsText(receipt.spentNanoUsd, options)
    : null
  const notes = [
    dateText(turn.answerAtMs, options),
    ...(spent === null ? [] : [`${words.credits}: ${spent}`]),
  ]
  return [
    ...(question.length === 0
      ? []
      : [
          `## ${words.you}`,
          `*${dateText(turn.userAtMs, options)}*`,
          quoted(question.join('\n\n').split('\n')),
        ]),
    `## ${modelOf(turn) || words.answer}`,
    `*${notes.join(' · ')}*`,
    ...answer,
  ]
}

/** Each part as a paragraph of its own. */
function partTexts(parts: readonly Part[], words: ExportWords): string[] {
  const thought = textOf(parts, 'thinking').trim()
  const thinking =
    thought === '' ? [] : [quoted([`**${words.thinking}**`, '', ...containedLines(thought)])]
  return [...thinking, ...parts.flatMap((part) => partText(part, words))]
}

function partText(part: Part, words: ExportWords): string[] {
  switch (part.type) {
    case 'text':
      return part.text.trim() === '' ? [] : [containedMarkdown(part.text)]
    case 'image':
      return [`${words.image}: ${inline(part.name)}`]
    case 'file':
      return [`${words.file}: ${inline(part.name)}`, fenced(part.text)]
    case 'tool-call':
      return [`${words.tool}: ${inline(part.name)}`, fenced(part.argumentsJson, 'json')]
    case 'thinking':
      return []
  }
}

function containedLines(text: string): string[] {
  return containedMarkdown(text).split('\n')
}

function modelOf({ modelName, providerName }: WholeTurn): string {
  return [modelName, providerName].flatMap((name) => (name ? [inline(name)] : [])).join(' · ')
}

/** A name on one line, in which nothing is markup. */
function inline(text: string): string {
  return onOneLine(text).replace(/[\\`*_{}[\]<>#|~!]/gu, '\\$&')
}

function creditsText(amountNanoUsd: number, { creditsPerUsd }: MarkdownOptions): string {
  return formatCredits(amountNanoUsd, creditsPerUsd)
}

/** "2026-11-22 14:03": read alike in every language. */
function dateText(atMs: number, { timeZone }: MarkdownOptions): string {
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone,
  }).format(atMs)
}
