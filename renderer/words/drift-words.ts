/** The sentences of the screen that compares the ledger with what providers say of themselves. */
export const driftWords = {
  'drift.title': 'Compare with providers',
  'drift.line': 'Providers keep figures of their own. <link>Compare with providers</link>',
  'drift.do': 'Compare with the provider',
  'command.usage-check': 'Compare usage with providers',
  'drift.intro':
    'What a provider says was used, beside what the ledger has. Farthing corrects nothing by itself.',
  'drift.practice': 'Practice costs nothing anywhere, so there is nothing to compare.',

  'drift.ask-title': 'Ask a provider',
  'drift.ask-note':
    'It says what was spent with the key it has from you: today, this week, this month and in all. Asking is free.',
  'drift.ask': 'Ask {provider}',
  'drift.asking': 'Asking {provider}.',
  'drift.file-title': 'Compare an export',
  'drift.file-note':
    'OpenAI and Anthropic write their figures to a CSV file: on the page Usage, or Cost, by Export. The file is read here and goes nowhere.',
  'drift.choose': 'Choose a file…',
  'drift.reading': 'Reading the file.',

  'drift.format-openai-usage': '{provider}, tokens of {days}',
  'drift.format-openai-costs': '{provider}, costs of {days}',
  'drift.format-anthropic-usage': '{provider}, tokens of {days}',
  'drift.format-anthropic-costs': '{provider}, costs of {days}',
  'drift.from-file': '{file}, by days of UTC',
  'drift.from-key': '{provider}, asked {when}',
  'drift.measure': 'What is compared',
  'drift.credits': 'Credits',
  'drift.inputTokens': 'Input tokens',
  'drift.outputTokens': 'Output tokens',
  'drift.requestCount': 'Requests',

  'drift.same': 'Both have the same',
  'drift.same-month': 'This month both have the same',
  'drift.month': 'This month: {difference}',
  'drift.more-here': '{amount} more here than at {provider}',
  'drift.more-here-share': '{amount} more here than at {provider}, {share} of what it says',
  'drift.more-there': '{amount} more at {provider} than here',
  'drift.more-there-share': '{amount} more at {provider} than here, {share} of what it says',
  'drift.not-said-here': '{provider} does not say all of it',
  'drift.in-credits': '{amount} credits',
  'drift.in-inputTokens': '{count, plural, one {one input token} other {{amount} input tokens}}',
  'drift.in-outputTokens': '{count, plural, one {one output token} other {{amount} output tokens}}',
  'drift.in-requestCount': '{count, plural, one {one request} other {{amount} requests}}',

  'drift.day-and-model': 'Day and model',
  'drift.span': 'Time',
  'drift.here': 'Farthing',
  'drift.difference': 'difference',
  'drift.share': 'of {provider}',
  'drift.no-model': 'Of no model',
  'drift.together': 'Together',
  'drift.none': 'none',
  'drift.not-said': 'not said',
  'drift.more-rows':
    '{count, plural, one {One row more is} other {{shown} rows more are}} in these sums, and too many to show.',

  'drift.span-day': 'Today',
  'drift.span-week': 'This week, from Monday',
  'drift.span-month': 'This month',
  'drift.span-ever': 'In all',
  'drift.utc': 'Days, weeks and months are of UTC, as {provider} counts them.',
  'drift.byok':
    '{amount} of what {provider} has in all was paid elsewhere, with keys of your own there.',
  'drift.limit': 'This key may still spend {amount}.',

  'drift.open-title': 'Not certain',
  'drift.uncertain':
    '{count, plural, one {One turn is not certain yet, up to {amount}. It is} other {{shown} turns are not certain yet, up to {amount}. They are}} not in the figures of Farthing.',
  'drift.estimated':
    '{count, plural, one {One turn was} other {{shown} turns were}} counted here, as {provider} sent no figure.',
  'drift.uncounted':
    '{count, plural, one {One turn has} other {{shown} turns have}} a cost and no count of tokens.',
  'drift.open-note': 'Open one to enter the figure of {provider} on its receipt.',
  'drift.turn': 'Turn',
  'drift.turn-model': 'Model',
  'drift.turn-sent': 'sent',
  'drift.turn-state': 'state',
  'drift.turn-uncertain': 'not certain, up to',
  'drift.turn-estimated': 'counted here',
  'drift.deleted': 'Of a deleted conversation',
  'drift.more-turns':
    '{count, plural, one {One older turn more is} other {{shown} older turns more are}} not shown.',

  'drift.why': 'Why the two can differ',
  'drift.why-others': 'Other programs use the same account, or the same key.',
  'drift.why-before':
    'Turns were sent before Farthing was there, from another computer, or with a key that was replaced.',
  'drift.why-batch':
    'Batches and other price classes have prices of their own. Farthing uses none.',
  'drift.why-rounding': 'Each side rounds in its own way, so a small difference is ordinary.',
  'drift.why-late': 'Providers count late: the last day of an export is often not complete.',
} as const
