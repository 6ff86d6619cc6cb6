import { z } from 'zod'

/**
 * A message is a list of parts. `provider` and `opaque` keep what a provider needs back word for
 * word (signatures, encrypted reasoning); another provider never sees them.
 */
export const partSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('thinking'),
    text: z.string(),
    provider: z.string().nullable(),
    opaque: z.string().nullable(),
  }),
])
export type Part = z.infer<typeof partSchema>

/** The visible text of a message. */
export function textOf(parts: readonly Part[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
}
