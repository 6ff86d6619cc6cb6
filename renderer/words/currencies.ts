import { locale } from './say.tsx'

/** The currencies most people who read this are paid in. */
export const usualCurrencies = [
  'EUR',
  'GBP',
  'JPY',
  'CNY',
  'INR',
  'CHF',
  'CAD',
  'AUD',
  'BRL',
  'KRW',
  'MXN',
  'PLN',
  'SEK',
] as const

/** "Euro", as the language has it. */
export function currencyName(code: string): string {
  return new Intl.DisplayNames(locale(), { type: 'currency' }).of(code) ?? code
}

/** Whether a currency has, or had, these three letters. USD needs no rate. */
export function isCurrency(code: string): boolean {
  return code !== 'USD' && Intl.supportedValuesOf('currency').includes(code)
}
