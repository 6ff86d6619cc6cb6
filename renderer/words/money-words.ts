/** The sentences of the units that amounts are shown in: the size of a credit, and a currency. */
export const moneyWords = {
  'money.amount': '{amount}\u00a0{code}',
  'money.also': ', {amount}',
  'money.at-your-rate': '{amount} at your rate.',

  'credit-size.other': 'Other',
  'credit-size.field': 'Credits for 1 USD',
  'credit-size.use': 'Use',
  'credit-size.no-number': 'Write a whole number from 1 to {most}.',
  'credit-size.between':
    '{typed} does not divide a USD evenly. {below} and {above} are the nearest that do.',
  'credit-size.most': 'At most {most} credits are 1 USD.',
  'credit-size.change': 'Change the size',

  'currency.title': 'Also show amounts in',
  'currency.note':
    'Typed amounts stay USD, as providers bill. A rate of your own: no bank is asked.',
  'currency.field': 'Currency',
  'currency.usd': 'USD',
  'currency.choice': '{code} · {name}',
  'currency.another': 'Another',
  'currency.code': 'Code of the currency',
  'currency.rate': '1 USD in {code}',
  'currency.rate-unknown': '1 USD in it',
  'currency.use': 'Use',
  'currency.saved': '20 USD are {amount}.',
  'currency.no-rate': 'Write how much 1 USD is, such as 0.92.',
  'currency.no-code': 'Write the three letters of a currency, such as SEK.',
} as const
