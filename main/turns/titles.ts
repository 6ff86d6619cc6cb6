import type { ModelKey } from '../../shared/chat/message.ts'
import { type Part, textOf } from '../../shared/chat/part.ts'
import { titleFromModel, typicalTitle } from '../../shared/chat/title.ts'
import type { Result } from '../../shared/result.ts'
import { readParts } from '../storage/messages.ts'
import type { BackgroundEnding, BackgroundWork } from './background.ts'
import type { TurnsOptions } from './options.ts'

/** How much of a message and of its answer a title is made from, in characters. */
const MOST_OF_MESSAGE = 1_200
const MOST_OF_ANSWER = 600

const INSTRUCTION =
  'Write a title for the conversation below: three to six words, in the language of its first message, without quotation marks. Answer with the title alone.'

/**
 * Titles by a model the person picked, after the first answer that came to its end. Asked for once a
 * conversation, and again only if the first time cost nothing. What a person called it stays.
 */
export function openTitles(
  { storage, report, titleModel }: Pick<TurnsOptions, 'storage' | 'report' | 'titleModel'>,
  {
    run,
    changed,
  }: {
    run: (work: BackgroundWork) => Promise<Result<BackgroundEnding>>
    /** The turn whose answer the title was made from, or its conversation, looks different now. */
    changed: (turnId: string) => void
  },
) {
  /** By conversation. */
  const asking = new Map<string, Promise<void>>()

  async function ask(turnId: string, conversationId: string, model: ModelKey): Promise<void> {
    const text = textFor(turnId)
    if (text === null) return
    const work: BackgroundWork = {
      purpose: 'title',
      turnId,
      conversationId,
      model,
      text,
      size: typicalTitle,
      isWanted: () => hasFirstWords(conversationId),
      reserved(attemptId) {
        storage.arrangement.setTitleAttempt(conversationId, attemptId)
      },
      ended({ ending, settlement, text: written }) {
        // A model that ran into its limit was not done with it.
        const title = ending.kind === 'completed' ? titleFromModel(written) : null
        if (title !== null) storage.arrangement.giveTitle(conversationId, title)
        else if (settlement.kind === 'release') {
          storage.arrangement.setTitleAttempt(conversationId, null)
        }
      },
    }
    const result = await run(work)
    // What does not fit is not sent, and nobody is asked about it.
    if (result.ok) changed(turnId)
  }

  /** Neither named by somebody nor deleted. */
  function hasFirstWords(conversationId: string): boolean {
    return storage.conversations.find(conversationId)?.titleFrom === 'first-words'
  }

  /** Null where neither has words. */
  function textFor(turnId: string): string | null {
    const messages = storage.messages.ofTurn(turnId)
    const wordsOf = (role: 'user' | 'assistant', most: number): string =>
      messages
        .filter((message) => message.role === role)
        .map(({ partsJson }) => wordsIn(readParts(partsJson)))
        .join('\n')
        .slice(0, most)
    const message = wordsOf('user', MOST_OF_MESSAGE)
    const answer = wordsOf('assistant', MOST_OF_ANSWER)
    if (message === '' && answer === '') return null
    return `${INSTRUCTION}\n\n<message>\n${message}\n</message>\n\n<answer>\n${answer}\n</answer>`
  }

  /** An answer came to its end: its conversation may want a title. Nobody waits for it. */
  function consider(turnId: string, conversationId: string): void {
    const model = titleModel()
    if (!model || asking.has(conversationId)) return
    if (!hasFirstWords(conversationId)) return
    if (storage.conversations.titleAttemptId(conversationId) !== null) return
    const asked = ask(turnId, conversationId, model)
      .catch(report)
      .finally(() => asking.delete(conversationId))
    asking.set(conversationId, asked)
  }

  return {
    consider,
    /** Resolves once nothing more is written. */
    async close(): Promise<void> {
      await Promise.all(asking.values())
    },
  }
}

function wordsIn(parts: readonly Part[]): string {
  const names = parts.flatMap((part) =>
    'name' in part && part.type !== 'tool-call' ? part.name : [],
  )
  return [...names, textOf(parts)].join('\n').trim()
}
