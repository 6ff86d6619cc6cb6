/** The element that a receipt is opened with; what was asked about a turn is answered there. */
export function receiptButtonId(turnId: string): string {
  return `receipt-${turnId}`
}
