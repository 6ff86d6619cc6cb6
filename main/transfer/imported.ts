import type { AnswerState, ImportedFrom, ModelKey } from '../../shared/chat/message.ts'
import type { ImageType, Part } from '../../shared/chat/part.ts'
import type { ImportProblem } from '../../shared/ipc/shapes.ts'

/** One turn to be written: parents come before what follows them. */
export type ImportedTurn = {
  /** Its place in the list of turns; null for a first one. */
  parentIndex: number | null
  /** From 1. */
  position: number
  isShown: boolean
  /** Empty where the conversation begins with an answer. */
  userParts: Part[]
  userAtMs: number
  /** Empty where none came; its state then says so. */
  answerParts: Part[]
  answerAtMs: number
  state: AnswerState
  model: ModelKey | null
  modelName: string | null
  providerName: string | null
}

/** A conversation of another program, ready to be written. */
export type ImportedConversation = {
  from: ImportedFrom
  /** What it is called there: imported twice is once. */
  importId: string
  /** What else it may be known as here: its id, if it came from this program. */
  knownAs: readonly string[]
  title: string
  /** What was set for it, as JSON of chat options. */
  optionsJson: string
  createdAtMs: number
  updatedAtMs: number
  turns: ImportedTurn[]
  /** As many as were there before: versions share some of them. */
  messageCount: number
  /** Images its parts name, one after another: all of them may be more than fits into memory. */
  images: Iterable<ImportedImage>
  problems: ImportProblem[]
}

export type ImportedImage = {
  attachmentId: string
  mediaType: ImageType
  widthPx: number
  heightPx: number
  bytes: Uint8Array
}

/** What reading one item of a file comes to: a conversation, or why there is none. */
export type ReadItem =
  | { conversation: ImportedConversation; title: string }
  | { conversation: null; title: string; problems: ImportProblem[] }
