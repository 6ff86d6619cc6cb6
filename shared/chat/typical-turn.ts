/**
 * The turn by which models are compared until a person's own turns say better: a question with some
 * history, and most of a page in answer. An honest guess, in tokens of an ordinary tokenizer.
 */
export const guessedTurn = { inputTokens: 3_000, outputTokens: 600 } as const
