import { createServer, get, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fetchImage } from '../../main/images/fetch-image.ts'
import type { OpenUrl } from '../../main/images/open-url.ts'
import { isPublicAddress } from '../../main/images/public-address.ts'
import { gif, png } from '../helpers/images.ts'

const image = png(40, 30)
const pages: Record<string, (answer: ServerResponse) => void> = {
  '/cat.png': (answer) => answer.end(image),
  '/called.svg': (answer) => answer.end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  '/page.png': (answer) => answer.end('<html><script>1</script>'),
  '/huge.png': (answer) => answer.end(Buffer.concat([image, Buffer.alloc(10_000_000)])),
  '/wide.png': (answer) => answer.end(gif(60_000, 60_000)),
  '/gone.png': (answer) => void answer.writeHead(404).end(image),
  '/broken.png': (answer) => {
    answer.writeHead(200, { 'content-length': 1_000_000 })
    answer.write(image)
    setTimeout(() => answer.destroy(), 20)
  },
  '/once': (answer) => void answer.writeHead(302, { location: '/cat.png' }).end(),
  '/for-ever': (answer) => void answer.writeHead(302, { location: '/for-ever' }).end(),
  '/nowhere': (answer) => void answer.writeHead(302).end(),
  '/to-http': (answer) =>
    void answer.writeHead(301, { location: 'http://pictures.example/cat.png' }).end(),
  '/to-home': (answer) => void answer.writeHead(307, { location: 'https://127.0.0.1/x' }).end(),
  '/to-file': (answer) => void answer.writeHead(308, { location: 'file:///etc/hosts' }).end(),
}

let server: Server
let asked: { url: string; headers: Record<string, unknown> }[] = []

beforeAll(async () => {
  server = createServer((request, answer) => {
    asked.push({ url: request.url ?? '', headers: request.headers })
    pages[request.url ?? '']?.(answer)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(() => server.close())

/** Stands in for the internet: every public host is one server on this computer. */
const open: OpenUrl = (url, signal) =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    get({ host: '127.0.0.1', port, path: url.pathname, signal }, (answer) =>
      resolve({
        status: answer.statusCode ?? 0,
        location: answer.headers.location,
        body: answer,
        close: () => answer.destroy(),
      }),
    ).once('error', reject)
  })

describe('an image that a person asks to see', () => {
  test.each(['/cat.png', '/once'])('%s is fetched, and is what its bytes say', async (path) => {
    const fetched = await fetchImage(`https://pictures.example${path}`, open)
    expect(fetched).toMatchObject({ ok: true, value: { mediaType: 'image/png' } })
    if (fetched.ok) expect(Buffer.from(fetched.value.bytes).equals(image)).toBe(true)
  })

  test.each([
    ['/called.svg', 'not-an-image'],
    ['/page.png', 'not-an-image'],
    ['/huge.png', 'too-large'],
    ['/wide.png', 'too-large'],
    ['/gone.png', 'unreachable'],
    ['/broken.png', 'unreachable'],
    ['/for-ever', 'unreachable'],
    ['/nowhere', 'forbidden'],
    ['/to-http', 'forbidden'],
    ['/to-home', 'forbidden'],
    ['/to-file', 'forbidden'],
  ])('%s is refused as %s', async (path, reason) => {
    expect(await fetchImage(`https://pictures.example${path}`, open)).toEqual({
      ok: false,
      failure: { kind: 'image-not-fetched', host: 'pictures.example', reason },
    })
  })

  test.each([
    'http://pictures.example/cat.png',
    'https://user:pass@pictures.example/cat.png',
    'https://pictures.example:8443/cat.png',
    'https://127.0.0.1/cat.png',
    'https://[::1]/cat.png',
    'https://[::ffff:127.0.0.1]/cat.png',
    'https://2130706433/cat.png',
    'https://192.168.1.1/cat.png',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/cat.png',
    'https://router/cat.png',
    'https://printer.local/cat.png',
    'https://metadata.google.internal/',
    'data:image/png;base64,AAAA',
    'file:///etc/hosts',
    'not an address',
    '',
  ])('%s is never asked for', async (address) => {
    asked = []
    expect(await fetchImage(address, open)).toMatchObject({
      ok: false,
      failure: { reason: 'forbidden' },
    })
    expect(asked).toEqual([])
  })

  test('a name that leads to this computer is refused before anything is sent', async () => {
    // "localhost" by another name is the one that resolves without a network.
    const failure = {
      kind: 'image-not-fetched',
      reason: expect.stringMatching(/forbidden|unreachable/u),
    }
    expect(await fetchImage('https://localhost.localdomain/cat.png')).toMatchObject({
      ok: false,
      failure,
    })
  })
})

test.each([
  ['93.184.216.34', true],
  ['2606:2800:220:1::1', true],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.0.2.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:10.0.0.1', false],
  ['fc00::1', false],
  ['fe80::1', false],
  ['ff02::1', false],
  ['2002:7f00:1::', false],
  ['64:ff9b::7f00:1', false],
  ['no address', false],
])('whether %s is on the internet: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})
