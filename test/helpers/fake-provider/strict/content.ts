import { z } from 'zod'

/** Text a model can be given: not blank, and whole Unicode. */
export const saidText = z
  .string()
  .refine((text) => text.trim() !== '', 'text content must contain non-whitespace text')
  .refine((text) => text.isWellFormed(), 'no low surrogate in string')

const beginnings: Readonly<Record<string, RegExp>> = {
  'image/png': /^\x89PNG/,
  'image/jpeg': /^\xff\xd8\xff/,
  'image/gif': /^GIF8/,
  'image/webp': /^RIFF/,
}

/** Whether base64 is an image of the type it says it is. */
export function isImage(mediaType: string, base64: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return false
  return beginnings[mediaType]?.test(Buffer.from(base64, 'base64').toString('latin1')) ?? false
}

export const imageDataUrl = z.string().refine((url) => {
  const match = /^data:(image\/[a-z]+);base64,(.*)$/.exec(url)
  return match !== null && isImage(match[1] ?? '', match[2] ?? '')
}, 'Invalid image data')

/** The first thing a schema has against a body, in one line. */
export function firstIssue(
  schema: z.ZodType,
  body: unknown,
): { message: string; param: string } | null {
  const read = schema.safeParse(body)
  if (read.success) return null
  const [issue] = read.error.issues
  const place = issue?.path.join('.') ?? ''
  const param = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : place
  return { message: `${place}: ${issue?.message ?? 'invalid'}`, param }
}
