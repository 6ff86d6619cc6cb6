/** The sentences of a receipt beyond its own figure: each attempt of the turn, and other models. */
export const receiptMoreWords = {
  'attempt.head': 'Every attempt of this turn',
  'attempt.answer':
    '{number, select, 1 {First attempt} 2 {Second attempt} 3 {Third attempt} other {Fourth attempt}}{state, select, settled {: the answer} released {: no answer from {provider}} uncertain {: not yet certain} other {: under way}}',
  'attempt.title':
    'Title, by {model}{number, select, 1 {} other {, once more}}{state, select, settled {} released {: not written} uncertain {: not yet certain} other {: under way}}',
  'attempt.summary':
    'Summary, by {model}{number, select, 1 {} other {, once more}}{state, select, settled {} released {: not written} uncertain {: not yet certain} other {: under way}}',
  'attempt.other':
    'Other work, by {model}{state, select, settled {} released {: not done} uncertain {: not yet certain} other {: under way}}',
  'attempt.over': '{attempt}, {over} over',
  'attempt.all': 'All of this turn',
  'attempt.all-so-far': 'All of this turn, so far',
  'attempt.copied': '{attempt}: {reserved} reserved, {spent} spent, {released} released',
  'attempt.copied-open': '{attempt}: {reserved} reserved',

  'elsewhere.head': 'The same turn elsewhere',
  'elsewhere.head-unstored': 'The same turn elsewhere, nothing stored there',
  'elsewhere.about': 'about',
  'elsewhere.difference': 'difference',
  'elsewhere.less': '{credits} less',
  'elsewhere.more': '{credits} more',
  'elsewhere.same': 'the same',
  'elsewhere.copied': '{model}: about {credits}, {difference}',

  'receipt.for-summary': '{credits} more for a summary',
  'receipt.for-both': '{credits} more for the title and a summary',
  'receipt.in-money': 'Spent: {amount}, at your rate.',
} as const
