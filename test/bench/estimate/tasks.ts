import type { Material } from './texts.ts'

/**
 * What people use a chat for, and how long questions and answers then are, in o200k tokens. These
 * figures are assumptions: nobody publishes such statistics of people with their own keys. What is
 * assumed of an answer is its median and its spread in one task; of that the estimator sees only what
 * it sees in the real app: words and lengths of questions, and lengths of settled answers.
 */
export type Task = {
  name: string
  /** How often a conversation is about it. */
  weight: number
  /** Turns of a conversation about it, usually. */
  turns: number
  materials: readonly { weight: number; material: Material }[]
  /** The first message, and what follows in the same conversation. */
  question: { median: number; spread: number }
  followUp: { median: number; spread: number }
  images: number
  /** Ways in which people say what they want; some say little. */
  wishes: readonly string[]
  /** The visible answer: so many tokens, and so many for each of the question. */
  answer: { base: number; perToken: number; spread: number }
  /** How much a reasoning model thinks, in visible tokens of its answer. */
  thinking: number
}

const prose = [
  { weight: 6, material: 'english' as const },
  { weight: 2, material: 'german' as const },
  { weight: 1, material: 'french' as const },
  { weight: 1, material: 'russian' as const },
  { weight: 0.5, material: 'arabic' as const },
  { weight: 1, material: 'chinese' as const },
  { weight: 1, material: 'japanese' as const },
]
const code = [{ weight: 1, material: 'code' as const }]
const data = [{ weight: 1, material: 'json' as const }]

const wishes: Readonly<Record<string, readonly string[]>> = {
  'a quick question': [
    'Quick one:',
    'What is this?',
    'How do I do this?',
    'Is it true?',
    'Kurze Frage:',
    'Please help.',
  ],
  'something explained': [
    'Explain this to me step by step.',
    'Why is that so?',
    'Help me understand this.',
    'Erkläre mir das bitte.',
    'How does this work in detail?',
    'Please help.',
  ],
  ideas: [
    'Give me some ideas.',
    'Brainstorm with me.',
    'What could we do here?',
    'List ten options.',
    'Hast du Vorschläge?',
  ],
  'code written': [
    'Write a function that does this.',
    'Implement this.',
    'Can you code that?',
    'Add a test for it.',
    'Please help.',
    'Write this in TypeScript.',
  ],
  'code mended': [
    'Why does this fail?',
    'Fix this bug.',
    'What is wrong here?',
    'Review this code.',
    'It throws an error.',
    'Please help.',
  ],
  'a translation': [
    'Translate this into English.',
    'Übersetze das bitte.',
    'Into French, please:',
    'In English:',
    'Translation please.',
  ],
  'a text rewritten': [
    'Rewrite this more politely.',
    'Improve this text.',
    'Correct my mistakes.',
    'Make this shorter.',
    'Formuliere das besser.',
    'Please help.',
  ],
  'a summary': [
    'Summarise this.',
    'Give me the main points.',
    'TL;DR please.',
    'Fasse das zusammen.',
    'What does this say in short?',
  ],
  'questions about a document': [
    'According to this document, what holds?',
    'Read this.',
    'Does the text say who?',
    'What does this say about the deadline?',
    'Lies das bitte.',
  ],
  'figures taken out': [
    'Extract the amounts as JSON.',
    'Which values are wrong?',
    'Make a table of this.',
    'List the ids.',
  ],
  'sorted into kinds': [
    'Classify this.',
    'Spam or not?',
    'Which category is it?',
    'Positive or negative?',
    'Answer with one word.',
  ],
  'a picture': [
    'What is in this picture?',
    'Describe this.',
    'Read the text in it.',
    'Was ist das?',
  ],
}

export const tasks: readonly Task[] = [
  task('a quick question', 16, 3, prose, [45, 0.6], [35, 0.6], [260, 0, 0.5], 0.5),
  task('something explained', 12, 8, prose, [70, 0.6], [50, 0.6], [650, 0, 0.4], 0.6),
  task('ideas', 6, 7, prose, [110, 0.6], [60, 0.6], [800, 0, 0.35], 0.4),
  task('code written', 11, 15, code, [220, 0.7], [120, 0.8], [900, 0.1, 0.45], 1),
  task('code mended', 12, 12, code, [2_200, 0.7], [350, 0.9], [550, 0.12, 0.45], 1.2),
  task('a translation', 8, 8, prose, [450, 0.8], [400, 0.8], [20, 1.05, 0.12], 0.1),
  task('a text rewritten', 8, 6, prose, [380, 0.7], [200, 0.8], [60, 0.9, 0.22], 0.3),
  task('a summary', 6, 3, prose, [7_000, 0.8], [80, 0.6], [320, 0, 0.3], 0.3),
  task('questions about a document', 8, 10, prose, [18_000, 0.8], [40, 0.6], [280, 0, 0.4], 0.5),
  task('figures taken out', 5, 4, data, [1_500, 0.6], [1_300, 0.6], [30, 0.18, 0.22], 0.2),
  task('sorted into kinds', 4, 7, prose, [160, 0.5], [160, 0.5], [14, 0, 0.25], 0.3),
  { ...task('a picture', 4, 3, prose, [35, 0.5], [35, 0.5], [300, 0, 0.4], 0.4), images: 1 },
]

function task(
  name: string,
  weight: number,
  turns: number,
  materials: Task['materials'],
  [median, spread]: [number, number],
  [nextMedian, nextSpread]: [number, number],
  [base, perToken, answerSpread]: [number, number, number],
  thinking: number,
): Task {
  return {
    name,
    weight,
    turns,
    materials,
    question: { median, spread },
    followUp: { median: nextMedian, spread: nextSpread },
    images: 0,
    wishes: wishes[name] ?? [],
    answer: { base, perToken, spread: answerSpread },
    thinking,
  }
}
