/** The sentences that stand in and around what a model wrote. */
export const readingWords = {
  'read.copy-markdown': 'Copy as Markdown',
  'read.copy-csv': 'Copy as CSV',
  'read.formula': 'Formula',
  'read.not-shown':
    '{count} more characters are not shown here. A copy of the answer has all of them.',
  'read.done': 'done',
  'read.not-done': 'not done',
  'read.show-image': 'Show the image from {host}',
  'read.show-image-of': 'Show the image from {host}: {alt}',
  'read.fetching-image': 'Fetching the image from {host}',
  'read.no-image': 'Image, not shown',
  'read.no-image-of': 'Image, not shown: {alt}',
  'read.thinking-now': 'Thinking, about {count, plural, one {# word} other {# words}} so far',
  'read.thought': 'Thought for about {count, plural, one {# word} other {# words}}',
  'read.thought-priced':
    'Thought for about {count, plural, one {# word} other {# words}}, {credits} credits',
} as const
