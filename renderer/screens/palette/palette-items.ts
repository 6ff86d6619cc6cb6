import type { ConversationSummary } from '../../../shared/chat/message.ts'
import { modelKeyText } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import type { Command } from '../../state/command.ts'
import { runCommand } from '../../state/commands.ts'
import { showConversation } from '../../state/go.ts'
import { openOverlay } from '../../state/overlay.ts'
import { showChat } from '../../state/screen.ts'
import { say } from '../../words/say.tsx'
import { pickModel } from '../chat/pick-model.ts'
import { rank, ranked } from './rank.ts'

export type PaletteItem = { id: string; name: string } & (
  | { kind: 'commands'; command: Command }
  | { kind: 'conversations'; summary: ConversationSummary }
  | { kind: 'models'; model: Model }
)

export type PaletteGroup = { kind: PaletteItem['kind']; items: PaletteItem[] }

/** So many rows of each are drawn; what is further down is found by another letter. */
const MOST = { commands: 40, conversations: 40, models: 20 } as const
/** With nothing typed, the conversations a person is likely to go back to. */
const RECENT = 6

export type PaletteSources = {
  commands: readonly Command[]
  summaries: readonly ConversationSummary[]
  models: readonly Model[]
  /** The conversation on the screen: with nothing typed, nobody means to go where they are. */
  currentId: string
}

/** What answers to the words typed, by kind; the kind with the best answer stands first. */
export function paletteGroups(typed: string, sources: PaletteSources): PaletteGroup[] {
  const isEmpty = typed.trim() === ''
  const commands = sources.commands
    .filter(({ id, isUsable }) => id !== 'palette' && isUsable?.() !== false)
    .map((command) => ({
      kind: 'commands' as const,
      id: `command ${command.id}`,
      name: say(command.word),
      command,
    }))
  const conversations = sources.summaries
    .filter(({ conversationId }) => !isEmpty || conversationId !== sources.currentId)
    .map((summary) => ({
      kind: 'conversations' as const,
      id: `conversation ${summary.conversationId}`,
      name: summary.title,
      summary,
    }))
  const models = isEmpty
    ? []
    : sources.models.map((model) => ({
        kind: 'models' as const,
        id: `model ${modelKeyText(model.key)}`,
        name: model.name,
        model,
      }))
  const groups: PaletteGroup[] = [
    {
      kind: 'conversations',
      items: best(typed, conversations, isEmpty ? RECENT : MOST.conversations),
    },
    { kind: 'commands', items: best(typed, commands, MOST.commands) },
    { kind: 'models', items: best(typed, models, MOST.models) },
  ]
  const found = groups.filter(({ items }) => items.length > 0)
  if (isEmpty) return found
  return found.toSorted((one, other) => bestRank(typed, one) - bestRank(typed, other))
}

function best(typed: string, items: readonly PaletteItem[], most: number): PaletteItem[] {
  return ranked(typed, items, nameOf).slice(0, most)
}

/** A model is found by its provider too. */
function nameOf(item: PaletteItem): string {
  return item.kind === 'models' ? `${item.name} ${item.model.providerName}` : item.name
}

function bestRank(typed: string, { items }: PaletteGroup): number {
  const [first] = items
  return (first && rank(typed, nameOf(first))) ?? Number.POSITIVE_INFINITY
}

/** Does what a row stands for, and leaves the palette. */
export function choose(item: PaletteItem): void {
  openOverlay(null)
  if (item.kind === 'commands') runCommand(item.command.id)
  else if (item.kind === 'conversations') showConversation(item.summary.conversationId)
  else {
    showChat()
    pickModel(item.model)
  }
}
