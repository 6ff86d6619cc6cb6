import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { mappedFetch } from '../helpers/mapped-fetch.ts'
import { openProfile, quoteOf } from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const OLLAMA = 'http://localhost:11434'

/** The discard port, at which nobody listens. */
const NOBODY = 'http://127.0.0.1:9'

/** An Ollama with two models, one of which sees. */
async function ollama(): Promise<string> {
  const server = createServer((request, response) => {
    const body: Buffer[] = []
    request.on('data', (piece: Buffer) => body.push(piece))
    request.on('end', () => {
      const { model } = JSON.parse(Buffer.concat(body).toString() || '{}') as { model?: string }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer(request.url ?? '', model)))
    })
  })
  const answer = (path: string, model?: string): unknown => {
    if (path === '/api/tags') return { models: [{ name: 'qwen3:8b' }, { name: 'llava:7b' }] }
    const capabilities = model === 'llava:7b' ? ['completion', 'vision'] : ['completion']
    return { capabilities, model_info: { 'qwen3.context_length': 40_960 } }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function profileBesideOllama() {
  const addresses: Record<string, string> = {}
  const profile = openProfile(temporaryFolder(), {
    fetch: (input, init) => mappedFetch(addresses)(input, init),
  })
  profile.session.turns.setBudget(1)
  return { ...profile, addresses, accounts: profile.session.accounts }
}

test('a server that runs on this computer is found with its models, at no cost', async () => {
  const { accounts, addresses, session } = await profileBesideOllama()
  expect(accounts.catalog().models.filter(({ onThisComputer }) => onThisComputer)).toEqual([])
  addresses[OLLAMA] = await ollama()
  const found = (await accounts.findLocal()).find(({ providerId }) => providerId === 'ollama')
  expect(found).toMatchObject({ listedCount: 2, keyState: 'not-needed', onThisComputer: true })
  expect(found?.status).toMatchObject({ failure: null })
  const models = accounts.catalog().models.filter(({ key }) => key.providerId === 'ollama')
  expect(models).toMatchObject([
    { name: 'qwen3:8b', contextTokens: 40_960, seesImages: false, ready: true },
    { name: 'llava:7b', seesImages: true },
  ])
  for (const { price, key } of models) {
    expect(price).toMatchObject({ source: 'this-computer' })
    expect(quoteOf(session, key, 'Hello')).toMatchObject({ expectedNanoUsd: 0, ceilingNanoUsd: 0 })
  }
})

test('where none runs there is nothing to say', async () => {
  const { accounts } = await profileBesideOllama()
  const local = (await accounts.findLocal()).filter(({ onThisComputer }) => onThisComputer)
  expect(local.map(({ providerId }) => providerId).toSorted()).toEqual(['lm-studio', 'ollama'])
  for (const provider of local) expect(provider).toMatchObject({ listedCount: null, status: null })
})

test('one that was there before and is gone says so, and keeps its models', async () => {
  const { accounts, addresses } = await profileBesideOllama()
  addresses[OLLAMA] = await ollama()
  await accounts.findLocal()
  addresses[OLLAMA] = NOBODY
  const gone = (await accounts.findLocal()).find(({ providerId }) => providerId === 'ollama')
  expect(gone).toMatchObject({ listedCount: 2, status: { failure: { kind: 'unreachable' } } })
})

test('a server that moved to another computer is not free any more', async () => {
  const { accounts, addresses } = await profileBesideOllama()
  addresses[OLLAMA] = await ollama()
  await accounts.findLocal()
  expect(accounts.setAddress('ollama', 'https://models.example/v1').ok).toBe(true)
  const moved = accounts.catalog().models.filter(({ key }) => key.providerId === 'ollama')
  for (const model of moved) expect(model).toMatchObject({ price: null, onThisComputer: false })
})
