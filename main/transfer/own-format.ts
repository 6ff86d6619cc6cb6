import { z } from 'zod'
import { type AnswerState, efforts } from '../../shared/chat/message.ts'
import { imageTypes } from '../../shared/chat/part.ts'

/** Raised when a reader of today would misread a file. */
export const OWN_VERSION = 1

/** Bytes of images in one file; those beyond are only named, so that it stays one that is read. */
export const MAX_OWN_IMAGE_BYTES = 40_000_000

/** How an answer can have ended; one that was being written was interrupted for who reads it. */
const endedStates = [
  'completed',
  'length',
  'tool-calls',
  'paused',
  'refused',
  'filtered',
  'stopped',
  'truncated',
  'failed',
  'interrupted',
] as const satisfies readonly AnswerState[]

const dateText = z.iso.datetime({ offset: true })
const name = z.string().max(1_000)
const sizePx = z.number().int().positive().max(1_000_000)
const nanoUsd = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const tokens = z.number().int().min(0).nullable()

/** The parts of a message. Thinking is without signatures, which only its provider could read. */
export const ownPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('thinking'), text: z.string() }),
  z.object({
    type: z.literal('tool-call'),
    callId: z.string(),
    name: z.string(),
    argumentsJson: z.string(),
  }),
  /** Its bytes stand under `images`, or are not in the file. */
  z.object({
    type: z.literal('image'),
    imageId: z.string().regex(/^[0-9a-f]{64}$/u),
    name,
    mediaType: z.enum(imageTypes),
    widthPx: sizePx,
    heightPx: sizePx,
    sizeBytes: z.number().int().min(0),
  }),
  z.object({ type: z.literal('file'), name, text: z.string() }),
])

/** What an answer cost: the figures of its receipt. Null is not known. */
const ownReceipt = z.object({
  state: z.string(),
  quality: z.string().nullable(),
  reservedNanoUsd: nanoUsd,
  spentNanoUsd: nanoUsd.nullable(),
  inputTokens: tokens,
  outputTokens: tokens,
  reasoningTokens: tokens,
})

export const ownTurn = z.object({
  id: z.string().min(1).max(200),
  /** The turn before it. Turns with the same parent are versions of one another. */
  parentId: z.string().max(200).nullable(),
  isShown: z.boolean(),
  createdAt: dateText,
  user: z.object({ parts: z.array(z.unknown()), createdAt: dateText }),
  answer: z.object({
    parts: z.array(z.unknown()),
    createdAt: dateText,
    state: z.enum(endedStates).catch('interrupted'),
    /** `provider` and `model` are their ids; null where nobody knows who wrote it. */
    provider: z.string().max(120).nullable(),
    model: z.string().max(400).nullable(),
    providerName: name.nullable(),
    modelName: name.nullable(),
    receipt: ownReceipt.nullable().catch(null),
  }),
})

/** What a person set for it, in the words of the program itself. */
const ownOptions = z.object({
  systemText: z.string().catch(''),
  effort: z.enum(efforts).nullable().catch(null),
  temperature: z.number().min(0).max(2).nullable().catch(null),
  maxOutputTokens: z.number().int().positive().nullable().catch(null),
  leftOutTurns: z.number().int().min(0).catch(0),
})

/**
 * One conversation with all its versions, as `transfer.export` writes it and an import reads it.
 */
export const ownConversation = z.object({
  format: z.literal('farthing-conversation'),
  version: z.literal(OWN_VERSION),
  exportedAt: dateText,
  conversation: z.object({
    id: z.string().min(1).max(200),
    /** What it was called where it was imported from; null: it began here. */
    importId: z.string().max(300).nullable().catch(null),
    title: z.string(),
    createdAt: dateText,
    updatedAt: dateText,
    options: ownOptions.nullable().catch(null),
  }),
  turns: z.array(z.unknown()),
  /** By SHA-256. */
  images: z.record(z.string(), z.object({ base64: z.string() })).catch({}),
})

export type OwnPart = z.infer<typeof ownPart>
export type OwnTurn = z.infer<typeof ownTurn>
export type OwnConversation = Omit<z.infer<typeof ownConversation>, 'turns'> & { turns: OwnTurn[] }
