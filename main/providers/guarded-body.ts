/** Bounds on one answer. No model writes so much; what does is broken or hostile. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024
export const MAX_LINE_BYTES = 10 * 1024 * 1024

const NEW_LINE = 0x0a
const CARRIAGE_RETURN = 0x0d

export type BodyGuard = {
  /** Runs one wait for the network under the idle watchdog. */
  watched: <Value>(wait: () => Promise<Value>) => Promise<Value>
  tooLarge: (limitBytes: number) => void
  /** The server closed the body properly; `betweenEvents` when the last event was whole. */
  ended: (betweenEvents: boolean) => void
}

/**
 * Passes a body on and counts it. It reads only when asked, so the watchdog measures the network
 * and never how long our own side takes; and it counts bytes, so comments and pings are life.
 */
export function guardBody(
  body: ReadableStream<Uint8Array>,
  guard: BodyGuard,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const count = createByteCount()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await guard.watched(() => reader.read())
        if (done) {
          guard.ended(count.isBetweenEvents())
          controller.close()
          return
        }
        const exceededBytes = count.add(value)
        if (exceededBytes !== null) {
          guard.tooLarge(exceededBytes)
          throw new Error('The answer is larger than any answer may be')
        }
        controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** Reads the beginning of an error body; whatever goes wrong, what was read so far is the answer. */
export async function readBeginning(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
  watched: BodyGuard['watched'],
): Promise<string> {
  if (body === null) return ''
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let text = ''
  let readBytes = 0
  try {
    while (readBytes < limitBytes) {
      const { done, value } = await watched(() => reader.read())
      if (done) break
      readBytes += value.length
      text += decoder.decode(value, { stream: true })
    }
  } catch {
    // The status is known, and that is what counts.
  }
  reader.cancel().catch(() => undefined)
  return text
}

function createByteCount() {
  let totalBytes = 0
  let lineBytes = 0
  let newLinesAtEnd = 2
  return {
    /** The limit that is exceeded with this piece, or null. */
    add(piece: Uint8Array): number | null {
      totalBytes += piece.length
      if (totalBytes > MAX_ANSWER_BYTES) return MAX_ANSWER_BYTES
      const first = piece.indexOf(NEW_LINE)
      if (lineBytes + (first < 0 ? piece.length : first) > MAX_LINE_BYTES) return MAX_LINE_BYTES
      lineBytes = first < 0 ? lineBytes + piece.length : piece.length - piece.lastIndexOf(NEW_LINE)
      newLinesAtEnd = countNewLinesAtEnd(piece, newLinesAtEnd)
      return null
    },
    /** A blank line is what separates events. */
    isBetweenEvents: (): boolean => newLinesAtEnd >= 2,
  }
}

function countNewLinesAtEnd(piece: Uint8Array, before: number): number {
  let count = 0
  for (let at = piece.length - 1; at >= 0; at -= 1) {
    if (piece[at] === CARRIAGE_RETURN) continue
    if (piece[at] !== NEW_LINE) return count
    count += 1
  }
  return before + count
}
