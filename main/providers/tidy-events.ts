/**
 * Passes on a stream of events in a form that both SDKs read. An event that holds no data only keeps
 * the connection, and is left out: OpenAI's SDK would take it for damage. One that has no name gets
 * one, for Anthropic's SDK passes over it; its data say its type once more.
 */
export function tidyEvents(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  const lines = createLines()
  const events = createEvents()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        for (;;) {
          const { done, value } = await reader.read()
          const text = done
            ? events.end(lines.end(decoder.decode()))
            : events.add(lines.add(decoder.decode(value, { stream: true })))
          if (text !== '') controller.enqueue(encoder.encode(text))
          if (done) controller.close()
          if (done || text !== '') return
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** Cuts text into lines, which end in LF, CR or both. */
function createLines() {
  // In pieces: a long line that comes in many is put together once.
  let unfinished: string[] = []
  return {
    /** The lines that are finished with this piece. */
    add: (piece: string): string[] => {
      if (piece === '') return []
      // A CR at the very end may be half of a line's end: the next piece tells.
      const wasHalved = unfinished.at(-1)?.endsWith('\r') === true
      unfinished.push(piece)
      if (!wasHalved && !/\n|\r(?!$)/.test(piece)) return []
      const found = unfinished.join('').split(/\r\n|\n|\r(?!$)/)
      unfinished = [found.pop() ?? '']
      return found
    },
    end: (piece: string): string[] => [...unfinished, piece].join('').split(/\r\n|\n|\r/),
  }
}

/** Puts lines together to events, and these back to text. */
function createEvents() {
  let event: string[] = []
  let hasName = false
  let hasData = false

  /** Comments and fields that nobody reads are left out. */
  function take(line: string): void {
    const field = /^(event|data)(?::|$)/.exec(line)?.[1]
    if (field === undefined) return
    event.push(line)
    if (field === 'event') hasName = true
    else if (line.slice('data:'.length).trim() !== '') hasData = true
  }

  function finished(): string {
    const name = hasName ? '' : 'event: message\n'
    const text = hasData ? `${name}${event.join('\n')}` : ''
    event = []
    hasName = false
    hasData = false
    return text
  }

  function add(lines: readonly string[]): string {
    let text = ''
    for (const line of lines) {
      if (line !== '') take(line)
      else if (event.length > 0) {
        const whole = finished()
        if (whole !== '') text += `${whole}\n\n`
      }
    }
    return text
  }
  return {
    /** The events that are whole with these lines. */
    add,
    /** The same, and what is left over, which is for the SDK to judge. */
    end: (lines: readonly string[]): string => add(lines) + finished(),
  }
}
