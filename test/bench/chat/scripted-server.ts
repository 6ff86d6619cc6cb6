import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A model whose every word is said when the measurement says so. */
export type ScriptedServer = {
  address: string
  /** The next request for an answer. */
  asked: () => Promise<Answer>
  close: () => Promise<void>
}

export type Answer = {
  /** Returns when it was written, by the system's clock in ms. */
  say: (text: string) => number
  end: () => void
}

export async function startScriptedServer(): Promise<ScriptedServer> {
  const waiting: Answer[] = []
  const wanted: ((answer: Answer) => void)[] = []
  const server = createServer((request, response) => {
    request.resume()
    if (request.method !== 'POST') {
      response.writeHead(404).end()
      return
    }
    request.once('end', () => {
      const answer = answerOn(response)
      const next = wanted.shift()
      if (next) next(answer)
      else waiting.push(answer)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked: () =>
      new Promise((resolve) => {
        const ready = waiting.shift()
        if (ready) resolve(ready)
        else wanted.push(resolve)
      }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** In the grammar of Chat Completions. */
function answerOn(response: ServerResponse): Answer {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.socket?.setNoDelay(true)
  response.flushHeaders()
  const event = (body: object): string =>
    `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', ...body })}\n\n`
  return {
    say(text) {
      const line = event({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })
      const atMs = performance.timeOrigin + performance.now()
      response.write(line)
      return atMs
    },
    end() {
      response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }))
      const usage = { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 }
      response.end(`${event({ choices: [], usage })}data: [DONE]\n\n`)
    },
  }
}
