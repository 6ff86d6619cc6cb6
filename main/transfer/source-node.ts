import type { AnswerState } from '../../shared/chat/message.ts'
import type { Part } from '../../shared/chat/part.ts'

/** A message of another program, as far as it is kept here. One without parts is not kept. */
export type SourceNode = {
  id: string
  parentId: string | null
  role: 'user' | 'assistant'
  parts: Part[]
  atMs: number | null
  /** As that program calls it; null where it does not say. */
  modelName: string | null
  state: AnswerState
}
