import { attachmentWords } from './attachment-words.ts'
import { budgetWords } from './budget-words.ts'
import { chatWords } from './chat-words.ts'
import { desktopWords } from './desktop-words.ts'
import { failureSentences } from './failure-sentences.ts'
import { frameWords } from './frame-words.ts'
import { modelsWords } from './models-words.ts'
import { optionWords } from './option-words.ts'
import { paletteWords } from './palette-words.ts'
import { receiptSentences } from './receipt-sentences.ts'

/** Every sentence a person reads, as ICU messages. */
export const en = {
  ...frameWords,
  ...modelsWords,
  ...budgetWords,
  ...chatWords,
  ...attachmentWords,
  ...optionWords,
  ...desktopWords,
  ...paletteWords,
  ...receiptSentences,
  ...failureSentences,
} as const

export type WordId = keyof typeof en
