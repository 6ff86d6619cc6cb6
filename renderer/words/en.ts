import { budgetWords } from './budget-words.ts'
import { chatWords } from './chat-words.ts'
import { failureSentences } from './failure-sentences.ts'
import { frameWords } from './frame-words.ts'
import { receiptSentences } from './receipt-sentences.ts'

/** Every sentence a person reads, as ICU messages. */
export const en = {
  ...frameWords,
  ...budgetWords,
  ...chatWords,
  ...receiptSentences,
  ...failureSentences,
} as const

export type WordId = keyof typeof en
