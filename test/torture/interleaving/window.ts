import { isDeepStrictEqual } from 'node:util'
import type { ConversationSummary, Turn } from '../../../shared/chat/message.ts'
import { textOf } from '../../../shared/chat/part.ts'
import type { Events } from '../../../shared/ipc/contract.ts'
import type { EventName } from '../../../shared/ipc/names.ts'
import type { Budget } from '../../../shared/ipc/shapes.ts'
import type { Turns } from '../../../main/turns/turns.ts'

/** What a window that only listens would show: the last it was told of everything. */
export function openWindow(wrong: (what: string) => void) {
  const turns = new Map<string, { conversationId: string; turn: Turn }>()
  const pieces = new Map<string, Record<'text' | 'thinking', string>>()
  const summaries = new Map<string, ConversationSummary>()
  let budget: Budget | null = null
  let isDiskRefusing = false

  function takePiece({ turnId, type, offset, text }: Events['turn.piece']): void {
    const shown = pieces.get(turnId) ?? { text: '', thinking: '' }
    if (offset !== shown[type].length) {
      wrong(`a piece of ${turnId} begins at ${offset}, and ${shown[type].length} are shown`)
    }
    if (text === '') wrong(`a piece of ${turnId} is empty`)
    const state = turns.get(turnId)?.turn.answer.state ?? 'writing'
    if (state !== 'writing') wrong(`${turnId} is ${state} and goes on`)
    shown[type] += text
    pieces.set(turnId, shown)
  }

  function takeTurn(conversationId: string, turn: Turn): void {
    turns.set(turn.turnId, { conversationId, turn })
    const shown = pieces.get(turn.turnId)
    if (!shown || turn.answer.state === 'writing') return
    for (const type of ['text', 'thinking'] as const) {
      const whole = textOf(turn.answer.parts, type)
      if (whole !== shown[type]) wrong(`${turn.turnId}: its pieces are not its ${type}`)
    }
  }

  function showAll(program: Turns, conversationId: string): void {
    for (const turn of shownIn(program, conversationId)) takeTurn(conversationId, turn)
  }

  const takers: { [N in EventName]: (payload: Events[N]) => void } = {
    'turn.piece': takePiece,
    'turn.changed': ({ conversationId, turn }) => takeTurn(conversationId, turn),
    'turn.ended': ({ conversationId, turn }) => takeTurn(conversationId, turn),
    'budget.changed': (told) => void (budget = told),
    'budget.reached': () => {},
    'conversation.changed': (told) => void summaries.set(told.conversationId, told),
    'disk.changed': ({ failure }) => void (isDiskRefusing = failure !== null),
    'providers.changed': () => {},
    'estimate.counted': () => {},
    'conversation.removed': () => {},
    'conversation.listChanged': () => {},
    'transfer.progress': () => {},
    'settings.changed': () => {},
    'desktop.command': () => {},
  }

  return {
    tell: <N extends EventName>(name: N, payload: Events[N]): void => takers[name](payload),
    /** The answer to a send. */
    sent: (conversationId: string, turn: Turn): void => takeTurn(conversationId, turn),
    turns: (): readonly Turn[] => [...turns.values()].map(({ turn }) => turn),
    conversationOf: (turnId: string): string => turns.get(turnId)?.conversationId ?? '',
    /** Looks at a conversation. */
    open: showAll,
    /** The window is loaded anew and asks for everything. */
    reload(program: Turns): void {
      turns.clear()
      pieces.clear()
      summaries.clear()
      isDiskRefusing = false
      budget = program.budget()
      for (const summary of program.conversations()) {
        summaries.set(summary.conversationId, summary)
        showAll(program, summary.conversationId)
      }
    },
    /** Holds what is shown against what the program would answer now that all is quiet. */
    compare(program: Turns): void {
      if (isDiskRefusing) wrong('the window still says that the disk refuses')
      if (budget !== null && !isDeepStrictEqual(budget, program.budget())) {
        wrong(`shown ${JSON.stringify(budget)}, in force ${JSON.stringify(program.budget())}`)
      }
      for (const summary of program.conversations()) {
        const { conversationId } = summary
        const shown = summaries.get(conversationId)
        if (!isDeepStrictEqual(shown, summary)) {
          wrong(`shown ${JSON.stringify(shown)}, kept ${JSON.stringify(summary)}`)
        }
        for (const turn of shownIn(program, conversationId)) {
          const known = turns.get(turn.turnId)?.turn
          if (!known || !isDeepStrictEqual(alone(known), alone(turn))) {
            wrong(`shown ${JSON.stringify(known?.answer)}, kept ${JSON.stringify(turn.answer)}`)
          }
        }
      }
    },
  }
}

/** What stands on the screen of a conversation, side by side or below one another. */
function shownIn(program: Turns, conversationId: string): Turn[] {
  const opened = program.open(conversationId)
  if (!opened.ok) return []
  return [...opened.value.turns, ...(opened.value.comparing ?? [])]
}

/** A turn without what stands beside it, which the window reads when it shows another version. */
function alone(turn: Turn): Omit<Turn, 'versionIds'> {
  const { versionIds: _, ...rest } = turn
  return rest
}
