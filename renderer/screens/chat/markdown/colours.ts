import type { Language } from './languages.ts'

/** Words of code that look alike. Null is the look of the rest. */
export type Look = 'code-keyword' | 'code-string' | 'code-comment' | 'code-quiet'
export type Run = { readonly look: Look | null; readonly text: string }

/** Lines of one block. They come in order; `isLast` keeps nothing for lines that follow. */
export type ColourJob = {
  readonly jobId: number
  readonly blockId: number
  readonly language: Language
  readonly lines: string
  readonly isLast: boolean
}
export type Coloured = { readonly jobId: number; readonly runs: readonly Run[] | null }
/** A block that is gone from the screen. */
export type Forgotten = { readonly forgottenBlockId: number }
