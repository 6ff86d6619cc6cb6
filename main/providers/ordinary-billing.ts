import type { Billing } from './provider.ts'

/** What holds where nothing else is known: a stop ends the bill, and nobody tells what it came to. */
export const ordinaryBilling: Billing = {
  stop: 'ends',
  refusesFree: false,
  canLookUp: false,
  reportsCost: false,
  tellsUsage: false,
}

/** Since June 2026 Anthropic does not bill an answer it refused before the first word. */
export const anthropicBilling: Billing = { ...ordinaryBilling, refusesFree: true }

/** A provider that is gone: nothing is known of it, so all that is not known is taken for billed. */
export const unknownBilling: Billing = { ...ordinaryBilling, stop: 'runs-on' }
