/** The sentences of what a conversation costs, and of what makes it cheaper. */
export const savingsWords = {
  'savings.open': 'What this conversation costs',
  'savings.so-far': 'So far',
  'savings.answers': 'Answers',
  'savings.titles': 'Titles',
  'savings.summaries': 'Summaries',
  'savings.hidden':
    '{count, plural, one {One version that is not shown cost} other {# versions that are not shown cost}} {credits} of it.',
  'savings.uncertain': '{reserved} more are reserved and not yet certain.',
  'savings.next': 'The next turn with {model}',
  'savings.history': '{history} of it reads the history again.',
  'savings.typical': 'Nothing is written yet: this is for a question as long as is usual here.',
  'savings.cold': 'About {cold} once nothing of it is cached any more.',
  'savings.none': 'Nothing would make it cheaper: little has to be read again.',
  'savings.saves': 'saves about {later} a turn',
  'savings.saves-unevenly': 'saves about {now} on the next turn, then about {later} a turn',
  'savings.saves-later':
    'the next turn costs about {more} more, as nothing is cached then; each after it about {later} less',
  'savings.saves-once': 'saves about {now} on the next turn',
  'savings.afresh': 'Start afresh',
  'savings.afresh-cost': 'Costs nothing, {saves}',
  'savings.afresh-note':
    'A new conversation with the same folder, model and settings, where the next turn costs about {first} instead of {now}. The draft comes along.',
  'savings.attachments': 'Drop attachments',
  'savings.attachments-note':
    'What is ticked is named from the next turn on instead of being sent. It stays here, and dropping it costs nothing.',
  'savings.turn': 'turn {number}',
  'savings.column': 'saves per turn, about',
  'savings.dropped': 'not sent any more',
  'savings.summarise': 'Summarise older turns',
  'savings.summary-cost': 'Costs about {about} now, at most {most}; {saves}',
  'savings.summary-cost-free': 'Costs 0 credits now; {saves}',
  'savings.summary-note':
    '{count} turns are sent as a summary from then on. The two newest stay word for word, and all of them stay here to read.',
  'savings.writer': 'Written by',
  'savings.writer-choice': '{model}, about {credits}',
  'savings.writer-choice-free': '{model}, 0 credits',
  'savings.writing': '{model} is summarising {count} turns.',
  'savings.stop': 'Stop',
  'summary.line': '{count} turns summarised by {model}, {credits} credits',
  'summary.line-free': '{count} turns summarised by {model}',
  'summary.writing': '{model} is summarising {count} turns, {reserved} reserved',
  'summary.name': 'Summary of {count} turns',
  'summary.show': 'Show',
  'summary.hide': 'Hide',
  'summary.undo': 'Send the turns again',
  'summary.undone': 'The turns themselves are sent again. What the summary cost stays spent.',
  'summary.redo': 'Send the summary',
  'summary.written': '{count} turns are sent as a summary from now on.',
  'summary.cut-off':
    'The summary ran into its limit, so nothing has changed. It cost {credits} credits.',
  'summary.refused':
    '{model} would not summarise it, so nothing has changed. It cost {credits} credits.',
  'summary.empty':
    'The summary came back empty, so nothing has changed. It cost {credits} credits.',
  'summary.stopped': 'The summary was stopped, so nothing has changed. It cost {credits} credits.',
  'summary.failed': 'The summary broke off, so nothing has changed. It cost {credits} credits.',
  'summary.failed-open':
    'The summary broke off, so nothing has changed. What it cost is not yet certain.',
  'options.left-out-summary': 'The oldest {count} turns are sent as a summary.',
} as const
