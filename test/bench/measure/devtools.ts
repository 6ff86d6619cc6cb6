export type DevTools = {
  send(method: string, params?: object, sessionId?: string): Promise<unknown>
  close(): void
}

type Message = {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly sessionId?: string
  readonly error?: { readonly message: string }
}

type Listener = (method: string, params: unknown, sessionId: string | undefined) => void

/** The DevTools protocol of a running app, without a library: what is measured stays undisturbed. */
export async function connectDevTools(url: string, listener: Listener): Promise<DevTools> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0
  socket.addEventListener('message', ({ data }) => {
    const message: Message = JSON.parse(String(data))
    if (message.id === undefined) {
      listener(message.method ?? '', message.params, message.sessionId)
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error) call?.reject(new Error(message.error.message))
    else call?.resolve(message.result)
  })
  socket.addEventListener('close', () => {
    for (const call of waiting.values()) call.reject(new Error('The app closed its DevTools'))
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error(`No connection to ${url}`)))
  })
  return {
    send(method, params = {}, sessionId) {
      const call = Promise.withResolvers<unknown>()
      lastId += 1
      waiting.set(lastId, call)
      socket.send(JSON.stringify({ id: lastId, method, params, sessionId }))
      return call.promise
    },
    close: () => socket.close(),
  }
}
