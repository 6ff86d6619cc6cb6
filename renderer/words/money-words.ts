/** The sentences of the units that amounts are shown in: the size of a credit, and a currency. */
export const moneyWords = {
  'money.amount': '{amount}\u00a0{code}',
} as const
