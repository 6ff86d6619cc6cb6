import { setTimeout as wait } from 'node:timers/promises'
import type { ServerResponse } from 'node:http'
import type { AnswerBehaviour } from './behaviour.ts'
import type { WireEvent } from './plan.ts'

export type WrittenBody = {
  body: string
  status?: number
  contentType?: string
  headers?: Readonly<Record<string, string>>
  end?: 'reset' | 'end' | 'hang'
}

/** Writes a body as it is, and ends it, resets the connection or leaves it open. */
export async function writeBody(outgoing: ServerResponse, written: WrittenBody): Promise<void> {
  const { body, status = 200, contentType = 'application/json', headers, end = 'end' } = written
  outgoing.writeHead(status, { 'content-type': contentType, ...headers })
  await flush(outgoing, body)
  await finish(outgoing, end)
}

export type Sent = {
  /** The text of the answer in the events that were sent, or would have been without the client. */
  writtenText: string
  /** False when the client hung up, or the behaviour broke off. */
  isWhole: boolean
}

/** Writes an answer event by event, as far as the behaviour and the client let it. */
export async function writeEvents(
  outgoing: ServerResponse,
  events: readonly WireEvent[],
  { breakOff, delayMs = 0, silent, afterHangUp }: AnswerBehaviour,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const runsOn = afterHangUp === 'runs-on'
  let writtenText = ''
  let leftBytes = breakOff?.afterBytes ?? Number.POSITIVE_INFINITY
  if (silent) {
    await finish(outgoing, 'hang')
    if (runsOn) writtenText = events.map(({ text }) => text).join('')
    return { writtenText, isWhole: false }
  }
  outgoing.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...headers })
  outgoing.flushHeaders()
  for (const event of events) {
    const bytes = Buffer.from(event.bytes)
    if (isGone(outgoing) && !runsOn) return { writtenText, isWhole: false }
    if (!isGone(outgoing)) await flush(outgoing, bytes.subarray(0, leftBytes))
    if (bytes.length > leftBytes) {
      await finish(outgoing, breakOff?.how ?? 'end')
      return { writtenText, isWhole: false }
    }
    leftBytes -= bytes.length
    writtenText += event.text
    if (delayMs > 0 && event.text !== '') await wait(delayMs)
  }
  const isWhole = !isGone(outgoing)
  if (isWhole) await finish(outgoing, 'end')
  return { writtenText, isWhole }
}

async function finish(outgoing: ServerResponse, end: 'reset' | 'end' | 'hang'): Promise<void> {
  if (end === 'end') outgoing.end()
  else if (end === 'reset') outgoing.socket?.resetAndDestroy()
  else if (!isGone(outgoing)) await new Promise((resolve) => outgoing.once('close', resolve))
}

/** Until the bytes are with the operating system; a reset right after would else overtake them. */
function flush(outgoing: ServerResponse, bytes: string | Uint8Array): Promise<void> {
  if (bytes.length === 0) return Promise.resolve()
  return new Promise((resolve) => outgoing.write(bytes, () => resolve()))
}

function isGone(outgoing: ServerResponse): boolean {
  return outgoing.destroyed || outgoing.closed || outgoing.socket?.destroyed === true
}
