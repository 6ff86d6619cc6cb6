import { attachmentWords } from './attachment-words.ts'
import { budgetWords } from './budget-words.ts'
import { chatWords } from './chat-words.ts'
import { compareWords } from './compare-words.ts'
import { desktopWords } from './desktop-words.ts'
import { driftWords } from './drift-words.ts'
import { failureSentences } from './failure-sentences.ts'
import { frameWords } from './frame-words.ts'
import { modelsWords } from './models-words.ts'
import { moneyWords } from './money-words.ts'
import { optionWords } from './option-words.ts'
import { paletteWords } from './palette-words.ts'
import { readingWords } from './reading-words.ts'
import { receiptMoreWords } from './receipt-more-words.ts'
import { receiptSentences } from './receipt-sentences.ts'
import { savingsWords } from './savings-words.ts'
import { searchWords } from './search-words.ts'
import { sidebarWords } from './sidebar-words.ts'
import { transferWords } from './transfer-words.ts'
import { writingWords } from './writing-words.ts'
import { turnWords } from './turn-words.ts'
import { usageWords } from './usage-words.ts'
import { welcomeWords } from './welcome-words.ts'

/** Every sentence a person reads, as ICU messages. */
export const en = {
  ...frameWords,
  ...modelsWords,
  ...budgetWords,
  ...chatWords,
  ...attachmentWords,
  ...optionWords,
  ...moneyWords,
  ...writingWords,
  ...compareWords,
  ...desktopWords,
  ...driftWords,
  ...paletteWords,
  ...readingWords,
  ...receiptMoreWords,
  ...receiptSentences,
  ...savingsWords,
  ...searchWords,
  ...sidebarWords,
  ...transferWords,
  ...failureSentences,
  ...turnWords,
  ...usageWords,
  ...welcomeWords,
} as const

export type WordId = keyof typeof en
