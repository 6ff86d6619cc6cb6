import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { afterEach } from 'vitest'
import type { Behaviour } from '../helpers/fake-provider/behaviour.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'

const servers: { close: () => unknown }[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** A fake provider whose one model behaves so. Closed after the test, like all of these. */
export async function serve(behaviour: Behaviour): Promise<FakeProvider> {
  const server = await startFakeProvider({
    prices: { heavy: { inputUsd: '1', outputUsd: '1' } },
    behaviours: { heavy: behaviour },
  })
  servers.push(server)
  return server
}

/** A bare socket server, for what happens below HTTP. */
export async function listen(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onSocket(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push({
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An address at which nobody listens any more. */
export async function freePort(): Promise<string> {
  const host = await listen(() => undefined)
  await servers.pop()?.close()
  return host
}
