import { parentPort } from 'node:worker_threads'
import { slicesOf } from './slices.ts'

/** Asks for the o200k tokens of texts; `texts` and the counts of the answer go in the same order. */
export type CountRequest = { id: number; texts: readonly string[] }
export type CountAnswer = { id: number; counts: readonly number[] }

/** Special tokens inside a text are words a person wrote; without this the tokenizer throws. */
const asPlainText = { disallowedSpecial: new Set<string>() }

/** The thread that counts. The tokenizer takes 70 MB, so it is loaded here and only when asked. */
parentPort?.on('message', ({ id, texts }: CountRequest) => {
  void answer(id, texts)
})

async function answer(id: number, texts: readonly string[]): Promise<void> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
  const counts = texts.map((text) =>
    slicesOf(text).reduce((sum, slice) => sum + countTokens(slice, asPlainText), 0),
  )
  parentPort?.postMessage({ id, counts } satisfies CountAnswer)
}
