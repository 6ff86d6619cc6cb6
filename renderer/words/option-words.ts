/** The sentences of what is set for one conversation. */
export const optionWords = {
  'options.open': 'Chat settings',
  'options.open-changed': 'Chat settings, changed',
  'options.system': 'System text',
  'options.system-hint': 'Every model reads it before each turn, so it is part of what each costs.',
  'options.effort': 'How hard to think',
  'options.effort.model': 'left to the model',
  'options.effort.off': 'not at all',
  'options.effort.low': 'a little',
  'options.effort.medium': 'some',
  'options.effort.high': 'hard',
  'options.effort-not-taken':
    '{model} cannot be told how hard to think, so your choice is not sent to it.',
  'options.temperature': 'Temperature',
  'options.temperature-hint': '0 is steady, 2 is wild. Empty leaves it to the model.',
  'options.temperature-bad': 'Write a number from 0 to 2.',
  'options.temperature-not-taken': '{model} takes no temperature, so yours is not sent to it.',
  'options.longest': 'Longest answer',
  'options.tokens': 'tokens',
  'options.longest-hint':
    'About {words} words{thinks, select, true {, thinking included} other {}}.',
  'options.longest-default':
    'Empty: up to {tokens} tokens, about {words} words{thinks, select, true {, thinking included} other {}}.',
  'options.longest-bad': 'Write a whole number from 1 to {most}.',
  'options.left-out': 'Oldest turns left out',
  'options.left-out-none': 'All of it is sent.',
  'options.left-out-some':
    'The oldest {count, plural, one {turn is} other {# turns are}} not sent.',
  'options.left-out-bad': 'Write a whole number from 0 to {most}.',
  'options.not-sent': 'What is above this line is not sent any more',
  'options.fills': 'What this turn fills of the context',
  'options.send-all': 'Send all again',
} as const
