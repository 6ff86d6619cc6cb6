/** The sentences of comparing: choosing models, one price for all of them, answers side by side. */
export const compareWords = {
  'command.compare': 'Compare models',
  'compare.start': 'Compare with…',
  'compare.stop': 'Back to one model',
  'compare.done': 'Done',
  'compare.chosen': 'Models to compare',
  'compare.count': '{count, plural, =0 {No model} one {# model} other {# models}}',
  'compare.models':
    '{count, plural, =0 {No model} one {# model} other {# models}} to compare: {models}',
  'compare.remove': 'Leave out {model}',
  'compare.add': 'Add a model',
  'compare.of': '{count} of {most}',
  'compare.full':
    '{most, plural, other {At most # models stand side by side. Take one out first.}}',

  'compare.need-more':
    '{count, plural, =0 {Choose two models to compare} other {Choose another model to compare}}',
  'compare.keep-first': 'Keep one of the answers first',
  'compare.cost':
    'about <b>{about} credits</b> for {count, plural, =2 {both} =3 {all three} other {all four}}, at most {most}',
  'compare.cost-short':
    'about {about} for {count, plural, =2 {both} =3 {all three} other {all four}}, at most {most}. <stop>Needs {short} more</stop>',
  'compare.cost-asks':
    'about <b>{about} credits</b> for {count, plural, =2 {both} =3 {all three} other {all four}}, at most {most}. Needs {short} more, asks first',
  'compare.cost-beyond':
    'about <b>{about} credits</b> for {count, plural, =2 {both} =3 {all three} other {all four}}, at most {most}, goes {short} beyond the budget',
  'compare.cost-above':
    'about <b>{about} credits</b> for {count, plural, =2 {both} =3 {all three} other {all four}}, asks first',
  'compare.cost-short-in':
    'about {about} for {count, plural, =2 {both} =3 {all three} other {all four}}. <stop>Needs {short} more in {name}</stop>',
  'compare.cost-asks-in':
    'about <b>{about} credits</b> for {count, plural, =2 {both} =3 {all three} other {all four}}. Needs {short} more in {name}, asks first',
  'compare.cost-beyond-in':
    'about <b>{about} credits</b> for {count, plural, =2 {both} =3 {all three} other {all four}}, goes {short} beyond {name}',
  'compare.cost-free':
    '<b>0 credits</b> for {count, plural, =2 {both} =3 {all three} other {all four}}',
  'compare.cost-too-long': '<stop>Too long for {model}</stop>',
  'compare.cost-no-price': 'No price for {model}. <act>Set one</act>',
  'compare.cost-no-key': 'No key for {provider}. <act>Add a key</act>',

  'compare.answers': '{count, plural, other {# answers side by side}}',
  'compare.reserved':
    '{count, plural, =2 {Both} =3 {All three} other {All four}} reserved together: {reserved}.',
  'compare.spent': 'Spent {spent}, released {released}.',
  'compare.spent-so-far': 'Spent {spent} so far, released {released}.',
  'compare.open': '{reserved} not yet certain.',
  'compare.keep': 'Keep this one',
  'compare.keep-model': 'Keep this one, from {model}',
  'compare.note':
    'Keeping one goes on with that model. {others, plural, one {The other one stays as a version.} =2 {The other two stay as versions.} other {The other three stay as versions.}}',
  'compare.kept':
    'The answer from {model} is kept. {others, plural, one {The other one is} other {The others are}} there as {others, plural, one {a version} other {versions}} of it.',
  'compare.stop-one': 'Stop {model}',
  'compare.stop-short': 'Stop',

  'compare.fit-title': 'This comparison needs {short} more credits',
  'compare.fit-text':
    '{count, plural, =2 {Both} =3 {All three} other {All four}} may use up to {most} and {available} are available until {date}. None of them was asked.',
  'compare.fit-text-over':
    '{count, plural, =2 {Both} =3 {All three} other {All four}} may use up to {most}, and the month is {over} over budget until {date}. None of them was asked.',
  'compare.fit-text-in':
    'What counts for {name} may use up to {most} and {available} are left until {date}. None of the models was asked.',
  'compare.fit-text-in-over':
    'What counts for {name} may use up to {most}, and {name} is {over} over until {date}. None of the models was asked.',
  'compare.fit-text-limit':
    '{count, plural, =2 {Both} =3 {All three} other {All four}} may use up to {most}. None of them was asked.',
  'compare.fit-as-it-is':
    '{count, plural, =2 {Both models} =3 {All three models} other {All four models}}',
  'compare.fit-now-title': 'This comparison fits now',
  'compare.fit-now-text':
    '{count, plural, =2 {Both} =3 {All three} other {All four}} may use up to {most} and {available} are available until {date}.',
  'compare.fit-without': 'Without {models}',
  'compare.fit-only': 'Only {model}',
  'compare.fit-none': 'None of them fits what is available.',
  'compare.fit-send': 'Send to {count, plural, =2 {both} =3 {all three} other {all four}}',
  'compare.fit-send-without': 'Send without {models}',
  'compare.fit-send-only': 'Send to {model} only',
} as const
