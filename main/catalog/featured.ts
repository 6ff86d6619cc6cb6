/*
 * What a person would want first of each provider, newest and strongest first, as on 2026-11-21. Shown
 * while its own list was never read, and above the rest of that list once it was. A name here that is
 * in no price list is passed over.
 */
const featured: Readonly<Record<string, readonly string[]>> = {
  openai: [
    'gpt-6-astra',
    'gpt-6-sol',
    'gpt-6-luna',
    'gpt-6.1-sol',
    'gpt-5.6-sol',
    'gpt-5.6-terra',
    'gpt-5.6-luna',
    'gpt-5.5',
    'gpt-5.4',
    'gpt-5.4-mini',
    'gpt-4.1',
    'gpt-4o',
  ],
  anthropic: [
    'claude-fable-5-1',
    'claude-opus-5-5',
    'claude-sonnet-5-5',
    'claude-sonnet-5',
    'claude-haiku-4-5',
    'claude-opus-5',
    'claude-fable-5',
    'claude-opus-4-8',
    'claude-opus-4-7',
    'claude-sonnet-4-6',
  ],
  google: [
    'gemini-3.1-pro-preview',
    'gemini-3.8-flash',
    'gemini-3.5-flash',
    'gemini-3.5-flash-lite',
    'gemini-3.1-flash-lite',
    'gemini-2.5-pro',
    'gemini-2.5-flash',
    'gemini-2.5-flash-lite',
  ],
  mistral: [
    'mistral-medium-latest',
    'mistral-large-2512',
    'mistral-small-2603',
    'ministral-14b-2512',
    'ministral-8b-2512',
    'magistral-medium',
    'codestral-2508',
    'devstral-2512',
  ],
  groq: [
    'openai/gpt-oss-120b',
    'openai/gpt-oss-20b',
    'llama-3.3-70b-versatile',
    'llama-3.1-8b-instant',
    'moonshotai/kimi-k2-instruct',
    'qwen/qwen3-32b',
    'meta-llama/llama-4-maverick-17b-128e-instruct',
    'meta-llama/llama-4-scout-17b-16e-instruct',
  ],
  deepseek: ['deepseek-v4-pro', 'deepseek-v4-flash'],
  xai: [
    'grok-4.6',
    'grok-4.5',
    'grok-4.3',
    'grok-4.20',
    'grok-build-0.1',
    'grok-4-1-fast-reasoning',
    'grok-4-1-fast-non-reasoning',
    'grok-code-fast-1',
  ],
  openrouter: [
    'openai/gpt-6-sol',
    'openai/gpt-6-luna',
    'anthropic/claude-opus-5.5',
    'anthropic/claude-sonnet-5',
    'anthropic/claude-haiku-4.5',
    'google/gemini-3.1-pro-preview',
    'google/gemini-3.5-flash',
    'x-ai/grok-4.3',
    'deepseek/deepseek-v4-pro',
    'deepseek/deepseek-v4-flash',
    'moonshotai/kimi-k2.6',
    'qwen/qwen3-coder',
  ],
  together: [
    'meta-llama/Llama-3.3-70B-Instruct-Turbo',
    'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8',
    'meta-llama/Llama-4-Scout-17B-16E-Instruct',
    'meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo',
    'meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo',
    'mistralai/Mixtral-8x22B-Instruct-v0.1',
  ],
}

/** The models of a book that come first, in their order. */
export function featuredIds(bookId: string): readonly string[] {
  return (Object.hasOwn(featured, bookId) ? featured[bookId] : null) ?? []
}
