import { chatWords } from './chat-words.ts'
import { failureSentences } from './failure-sentences.ts'
import { frameWords } from './frame-words.ts'

/** Every sentence a person reads, as ICU messages. */
export const en = { ...frameWords, ...chatWords, ...failureSentences } as const

export type WordId = keyof typeof en
