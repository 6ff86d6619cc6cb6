/** The sentences of the budget: how much, how firm, from when, and what is added to it. */
export const budgetWords = {
  'budget.available': '{credits} <quiet>available</quiet>',
  'budget.beyond': '{credits} <quiet>beyond budget</quiet>',
  'budget.beyond-short': '+{credits}',
  'budget.spent': '{credits} <quiet>spent</quiet>',
  'budget.spent-reserved': '{spent}\u00a0spent · {reserved}\u00a0reserved',
  'budget.no-limit-reserved': 'no limit · {reserved} reserved',
  'budget.sentence':
    '{available} available, {spent} spent, {reserved} reserved, {days, plural, =0 {the last day} one {one day left} other {# days left}}',
  'budget.sentence-beyond':
    '{beyond} credits beyond the budget, {spent} spent, {reserved} reserved, {days, plural, =0 {the last day} one {one day left} other {# days left}}',
  'budget.sentence-no-limit':
    '{spent} spent, {reserved} reserved, no limit for now, {days, plural, =0 {the last day} one {one day left} other {# days left}}',
  'budget.under-pace': '{sentence}. {credits} under an even pace',
  'budget.ahead-of-pace': '{sentence}. {credits} ahead of an even pace',
  'budget.even-pace': '{sentence}. On an even pace',
  'budget.show': 'See usage: {sentence}',

  'settings.budget': 'Budget',
  'settings.budget-note': 'A limit you set for yourself. Providers bill you as before.',
  'settings.month': 'For a month',
  'settings.month-note': '{credits} credits a month. The next month begins on {date}.',
  'settings.month-none':
    'Everything is sent, and what it costs is counted. The next month begins on {date}.',
  'settings.month-save': 'Save',
  'settings.month-saved': 'Saved. {credits} available.',
  'settings.month-saved-none': 'Saved. No limit for now.',

  'settings.mode': 'When a turn does not fit',
  'mode.firm': 'Firm',
  'mode.firm-note': 'It is not sent. Farthing says by how much, and what would fit.',
  'mode.ask': 'Ask',
  'mode.ask-note': 'Farthing asks, and you may send it all the same, just this once.',
  'mode.watch': 'Watch',
  'mode.watch-note': 'It is sent. What goes beyond the budget is counted and shown.',
  'mode.no-limit': 'Without a limit everything fits.',

  'settings.top-up': 'Add to this month',
  'settings.top-up-note': 'For this month alone. It moves no money: your keys stay as they are.',
  'settings.top-up-so-far': '{credits} credits came in beside the monthly budget so far.',
  'top-up.field': 'Amount to add in USD',
  'top-up.credits': '{credits} credits',
  'top-up.add': 'Add',
  'top-up.added': '{added} credits added. {available} available.',

  'settings.start-day': 'A month begins on',
  'start-day.field': 'First day of a month',
  'start-day.choice': 'the {day, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
  'start-day.now': 'This month runs until {ends}, the next from then until {nextEnds}.',
  'start-day.after':
    'After it, each begins on the {day, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}.',

  'settings.carry': 'Bring over what is left',
  'settings.carry-note': 'What is left of a month comes into the next, beside its budget.',

  'settings.credit-size': 'Size of a credit',
  'settings.credit-size-note': 'Another size relabels every figure and moves no money.',
  'settings.size-unit': 'for 1 USD',
  'settings.size-now': 'One credit is {size}.',

  'settings.turn-limit': 'Ask before a turn above',
  'turn-limit.note':
    'A turn that is expected to cost more is sent once you agree. Work beside an answer that would cost more, such as a title, is left out. Empty: no turn is asked about.',
  'turn-limit.field': 'Limit for one turn in USD',
  'turn-limit.set': 'Set',
  'turn-limit.saved': 'Set. Above {credits} credits, Farthing asks.',
  'turn-limit.saved-none': 'Set. No turn is asked about.',

  'settings.envelopes': 'Envelopes',
  'envelopes.note':
    'What one folder, provider or model may use of a month at most. What it has spent this month counts from the start.',
  'envelopes.note-watch':
    'What one folder, provider or model may use of a month. Nothing is refused while you watch: what goes beyond is counted.',
  'envelopes.column.for': 'For',
  'envelopes.column.month': 'A month',
  'envelopes.column.spent': 'Spent',
  'envelopes.column.available': 'Available',
  'envelopes.column.what': 'What can be done',
  'envelopes.kind.folder': 'folder',
  'envelopes.kind.provider': 'provider',
  'envelopes.kind.model': 'model',
  'envelopes.change': 'Change',
  'envelopes.change-one': 'Change the envelope of {name}',
  'envelopes.remove': 'Remove',
  'envelopes.remove-one': 'Remove the envelope of {name}',
  'envelopes.for': 'What the envelope is for',
  'envelopes.choose': 'For a folder, provider or model',
  'envelopes.choice.folder': 'Folder: {name}',
  'envelopes.choice.provider': 'Provider: {name}',
  'envelopes.choice.model': 'Model: {name} · {provider}',
  'envelopes.field': 'Amount for a month in USD',
  'envelopes.field-of': 'Amount for a month in USD for {name}',
  'envelopes.add': 'Add an envelope',
  'envelopes.saved': 'Saved. {name} may use {credits} credits a month.',
  'envelopes.removed': 'The envelope of {name} is removed. What was spent stays in the ledger.',

  'amount.group': 'Monthly budget',
  'amount.other': 'Other',
  'amount.none': 'No limit for now',
  'amount.field': 'Monthly budget in USD',
  'amount.usd': 'USD',

  'date.title': 'Is the date right?',
  'date.text': 'This computer says {now}; the last entry is of {last}.',
  'date.what':
    'If it is right, a new month is opened for it, and a month once opened stays. If not, set the clock, then send again. Nothing has been sent.',
  'date.right': 'The date is right',
  'date.not-now': 'Not now',

  'disk.full': 'The disk is full.',
  'disk.read-only': 'The folder of the database cannot be written to.',
  'disk.refuses': 'The disk refuses what is to be written.',
  'disk.kept':
    'What was answered and spent since is kept in memory until there is room. Leave Farthing open.',
  'disk.kept-otherwise':
    'What was answered and spent since is kept in memory until that is put right. Leave Farthing open.',
} as const
