import type { Billing } from './provider.ts'

/** What holds where nothing else is known: a stop ends the bill, and nobody tells what it came to. */
export const ordinaryBilling: Billing = { stop: 'ends', canLookUp: false, reportsCost: false }
