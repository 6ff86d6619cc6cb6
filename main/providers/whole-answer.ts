import { isRecord, readJson, readList, readRecord, readText } from './read-loosely.ts'
import type { LooseRecord } from './read-loosely.ts'

/**
 * Passes on the body of what should be a stream of events. One that begins like JSON is gathered to
 * its end, and passed on as the one event that holds a whole answer; if it holds none, `onNone` is
 * told what it was, and the stream breaks. Whatever the server called it: many name it wrongly.
 */
export function eventsOfBody(
  body: ReadableStream<Uint8Array>,
  onNone: (text: string) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let begun: Uint8Array[] | null = []

  /** The pieces up to the first byte that is not white space, and what that byte is. */
  const readBeginning = async (pieces: Uint8Array[]): Promise<string> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return ''
      pieces.push(value)
      const first = value.find((byte) => !blankBytes.has(byte))
      if (first !== undefined) return String.fromCodePoint(first)
    }
  }

  const readRest = async (pieces: Uint8Array[]): Promise<string> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return textOf(pieces)
      pieces.push(value)
    }
  }

  const startWith = async (pieces: Uint8Array[]): Promise<Uint8Array[]> => {
    const first = await readBeginning(pieces)
    if (first !== '{' && first !== '[') return pieces
    const text = await readRest(pieces)
    const event = eventOf(readJson(text))
    if (event !== null) return [new TextEncoder().encode(event)]
    onNone(text)
    throw new Error('The answer is JSON, and not an answer')
  }

  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        if (begun !== null) {
          const pieces = await startWith(begun)
          begun = null
          for (const piece of pieces) controller.enqueue(piece)
          if (pieces.length > 0) return
        }
        const { done, value } = await reader.read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

function textOf(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder()
  const texts = pieces.map((piece) => decoder.decode(piece, { stream: true }))
  return texts.join('') + decoder.decode()
}

/** White space and the bytes of a byte order mark. */
const blankBytes: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf])

/** Whether a value says that something went wrong; a whole response has an `error` that is null. */
export function saysError(value: unknown): boolean {
  const record = readRecord(Array.isArray(value) ? value[0] : value)
  const { error, object, type } = record
  return (error !== undefined && error !== null) || object === 'error' || type === 'error'
}

/** A whole answer of one of the three APIs as the event that ends it there; null for anything else. */
function eventOf(value: unknown): string | null {
  if (!isRecord(value)) return null
  if (value['object'] === 'response' && readText(value['status']) !== '') return ofResponse(value)
  if (value['type'] === 'message' && Array.isArray(value['content'])) {
    return eventText('message_start', { type: 'message_start', message: value })
  }
  return readList(value['choices']).length > 0 ? eventText(null, value) : null
}

function ofResponse(response: LooseRecord): string {
  const type = `response.${readText(response['status'])}`
  return eventText(type, { type, response })
}

function eventText(name: string | null, data: LooseRecord): string {
  const line = name === null ? '' : `event: ${name.replaceAll(/\s/g, '')}\n`
  return `${line}data: ${JSON.stringify(data)}\n\n`
}
