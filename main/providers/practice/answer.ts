import { conversationOf, plainText } from '../conversation.ts'
import type { ProviderMessage } from '../provider.ts'

/** A question is quoted back up to here, so that a long one does not fill the answer. */
const QUOTED_CHARACTERS = 160

/**
 * An answer to the last question: canned, and says so, but about what was asked. The same
 * conversation always gets the same answer. The heavy model writes more than the light one.
 */
export function practiceAnswer(modelId: string, messages: readonly ProviderMessage[]): string {
  const asked = conversationOf(messages).filter(({ role }) => role === 'user')
  const question = asked.map(plainText).at(-1) ?? ''
  const isHeavy = modelId === 'practice-heavy'
  const paragraphs = [
    `This is a practice answer, written by Farthing itself. Nothing left this computer, and nothing here costs money.`,
    reactionTo(question),
    ...topics.filter(({ words }) => words.test(question)).map((topic) => topic.say(isHeavy)),
    ...(isHeavy ? [heavyClosing(question, asked.length)] : []),
    isHeavy
      ? 'Add a provider with a key of your own when you want a real answer.'
      : 'The heavy practice model writes more, at ten to fifty times the price.',
  ]
  return paragraphs.join('\n\n')
}

function reactionTo(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim()
  const characters = Array.from(line)
  const quoted = characters.slice(0, QUOTED_CHARACTERS).join('')
  const tail = characters.length > QUOTED_CHARACTERS ? '…' : ''
  const kind = /\?\s*$/.test(line) ? 'asked' : 'wrote'
  return `You ${kind}: “${quoted}${tail}” (${countOf(wordsOf(line).length, 'word')}).`
}

type Topic = { words: RegExp; say: (isHeavy: boolean) => string }

const topics: readonly Topic[] = [
  { words: /\b(?:hello|hi|hey|good (?:morning|evening|day))\b/i, say: () => 'Hello to you too.' },
  {
    words: /\b(?:credits?|budget|cost|price|reserve[ds]?|settle[ds]?|money)\b/i,
    say: (isHeavy) =>
      [
        'How a turn is paid for:',
        '',
        '1. **Estimate**: the cost is shown before you send.',
        '2. **Reserve**: the most it can cost is set aside.',
        '3. **Settle**: what it really cost is taken.',
        '4. **Release**: the rest goes back.',
        ...(isHeavy
          ? ['', 'So the budget cannot be overspent by answers that are still being written.']
          : []),
      ].join('\n'),
  },
  {
    words: /\b(?:code|function|script|program|typescript|javascript|python|regex|sql)\b/i,
    say: () =>
      [
        'A real model would write the code you need. This is what code looks like here:',
        '',
        '```ts',
        'const costPicoUsd = BigInt(tokens) * BigInt(ratePicoUsd)',
        '```',
      ].join('\n'),
  },
  {
    words: /\b(?:table|compare|comparison|versus|vs|difference)\b/i,
    say: () =>
      [
        '| Model | Input, USD per million | Output, USD per million |',
        '| --- | ---: | ---: |',
        '| Practice Heavy | 10 | 50 |',
        '| Practice Light | 0.50 | 1 |',
      ].join('\n'),
  },
]

function heavyClosing(question: string, questionCount: number): string {
  const longest = wordsOf(question).reduce(
    (best, word) => (word.length > best.length ? word : best),
    '',
  )
  return [
    'A real model would think about what you mean. This one can only look at what you typed:',
    '',
    `- The longest word in it is ${longest === '' ? 'none at all' : `“${longest.slice(0, 60)}”`}.`,
    `- It is your ${questionCount === 1 ? 'first message' : `message number ${questionCount}`} here.`,
    '- The whole conversation is sent again with each message, so long ones cost more.',
    '- A model that costs more also writes more here, so you can see the difference add up.',
  ].join('\n')
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}'’-]+/gu) ?? []
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}
