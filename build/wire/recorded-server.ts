import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Recording = {
  body: Uint8Array
  status: number
  /** What the server does after the last byte. */
  end: 'clean' | 'reset' | 'hang'
}

export type RecordedServer = {
  /** Fetches whatever is asked for, at whatever address, from the recording. */
  fetch: typeof fetch
  close: () => Promise<void>
}

/**
 * Answers every request with one recorded body, over HTTP on this computer. The reader gets it in
 * slices of so many bytes, or as the network cuts it.
 */
export async function startRecordedServer(
  recording: Recording,
  sliceBytes: number | null,
): Promise<RecordedServer> {
  const server = createServer((request, answer) => {
    request.resume()
    answer.writeHead(recording.status, { 'content-type': contentTypeOf(recording.body) })
    answer.write(recording.body, () => {
      if (recording.end === 'clean') answer.end()
      if (recording.end === 'reset') answer.socket?.resetAndDestroy()
    })
    if (recording.body.length === 0) answer.flushHeaders()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    fetch: async (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : String(input))
      const answer = await fetch(`http://127.0.0.1:${port}${pathname}`, init)
      if (sliceBytes === null || answer.body === null) return answer
      const { status, headers } = answer
      return new Response(sliced(answer.body, sliceBytes), { status, headers })
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** As the servers say that send such bodies: JSON, a web page, or else a stream of events. */
function contentTypeOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body)
  if (/^\s*</u.test(text)) return 'text/html; charset=utf-8'
  try {
    JSON.parse(text)
    return 'application/json'
  } catch {
    return 'text/event-stream; charset=utf-8'
  }
}

function sliced(body: ReadableStream<Uint8Array>, sliceBytes: number): ReadableStream<Uint8Array> {
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        for (let at = 0; at < piece.length; at += sliceBytes) {
          controller.enqueue(piece.slice(at, at + sliceBytes))
        }
      },
    }),
  )
}
