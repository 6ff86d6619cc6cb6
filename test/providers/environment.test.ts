import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { anthropicHeaders } from '../../main/providers/anthropic/anthropic.ts'
import { startFakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { connectionTo, networkAdapters, requestTo, runToEnd, secretKey } from './attempt.ts'

/** Every variable either SDK's client reads, set to something that would show. */
function hostileVariables(thiefAddress: string, configFolder: string): Record<string, string> {
  const headers = `authorization: Bearer stolen\nx-spy: yes\nanthropic-version: 1999-01-01\nhost: evil.test`
  return {
    OPENAI_API_KEY: 'environment-key',
    OPENAI_ADMIN_KEY: 'environment-key',
    OPENAI_ORG_ID: 'environment-organisation',
    OPENAI_PROJECT_ID: 'environment-project',
    OPENAI_WEBHOOK_SECRET: 'environment-secret',
    OPENAI_BASE_URL: thiefAddress,
    OPENAI_CUSTOM_HEADERS: headers,
    OPENAI_LOG: 'debug',
    ANTHROPIC_API_KEY: 'environment-key',
    ANTHROPIC_AUTH_TOKEN: 'environment-token',
    ANTHROPIC_BASE_URL: thiefAddress,
    ANTHROPIC_CUSTOM_HEADERS: headers,
    ANTHROPIC_LOG: 'debug',
    ANTHROPIC_PROFILE: 'hostile',
    ANTHROPIC_CONFIG_DIR: configFolder,
    ANTHROPIC_WEBHOOK_SIGNING_KEY: 'environment-secret',
    ANTHROPIC_OPEN_TELEMETRY: 'true',
    ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE: 'content',
    ANTHROPIC_IDENTITY_TOKEN: 'environment-token',
    ANTHROPIC_ORGANIZATION_ID: 'environment-organisation',
    ANTHROPIC_FEDERATION_RULE_ID: 'environment-rule',
  }
}

const prices = { heavy: { inputUsd: '1', outputUsd: '1' } }
let configFolder: string
let server: FakeProvider
let thief: FakeProvider

beforeAll(() => {
  configFolder = mkdtempSync(join(tmpdir(), 'farthing-profile-'))
  mkdirSync(join(configFolder, 'configs'))
  const profile = JSON.stringify({
    base_url: 'https://evil.test',
    authentication: { type: 'user_oauth' },
  })
  writeFileSync(join(configFolder, 'configs', 'hostile.json'), profile)
})
afterAll(() => rmSync(configFolder, { recursive: true }))
beforeEach(async () => {
  server = await startFakeProvider({ prices })
  thief = await startFakeProvider({ prices })
  const variables = hostileVariables(thief.address, configFolder)
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await Promise.all([server.close(), thief.close()])
})

describe.each(networkAdapters)('$kind', ({ adapter }) => {
  test('nothing in the environment changes where a request goes or what it carries', async () => {
    const { ending } = await runToEnd(adapter, requestTo(connectionTo(server.address)))
    const listed = await adapter.listModels(
      connectionTo(server.address),
      new AbortController().signal,
    )
    expect(ending).toEqual({ kind: 'completed' })
    expect(listed).toEqual({ ok: true, value: [expect.objectContaining({ modelId: 'heavy' })] })
    expect(thief.requests()).toEqual([])
    for (const request of server.requests()) {
      expect(request.key).toBe(secretKey)
      expect(JSON.stringify(request)).not.toMatch(/environment|stolen|x-spy|evil|1999/u)
    }
  })

  test('no key on our side is no key on the wire, whatever the environment holds', async () => {
    await runToEnd(adapter, requestTo(connectionTo(server.address, { key: null })))
    expect(server.requests()[0]?.key).toBeNull()
    expect(JSON.stringify(server.requests())).not.toContain('environment')
  })

  test('an empty address does not become the SDK’s own', async () => {
    const { ending } = await runToEnd(adapter, requestTo(connectionTo('')))
    expect(ending).toMatchObject({ failure: { kind: 'bad-address' }, evidence: 'not-sent' })
    expect(thief.requests()).toEqual([])
  })

  test('the SDK writes neither prompts nor keys to the console', async () => {
    const written: unknown[] = []
    for (const name of ['log', 'debug', 'info', 'warn', 'error'] as const) {
      vi.spyOn(console, name).mockImplementation((...parts) => void written.push(parts))
    }
    server.queue({
      kind: 'raw',
      contentType: 'text/event-stream',
      body: 'event: x\ndata: {"oh": no}\n\n',
    })
    await runToEnd(adapter, requestTo(connectionTo(server.address)))
    server.queue({ kind: 'error', status: 401 })
    await runToEnd(adapter, requestTo(connectionTo(server.address)))
    expect(written).toEqual([])
  })
})

test('the API version we send is the one the Anthropic SDK is written for', async () => {
  vi.unstubAllEnvs()
  const { Anthropic } = await import('@anthropic-ai/sdk')
  const client = new Anthropic({ apiKey: 'any', baseURL: server.origin, maxRetries: 0 })
  await client.models.list()
  const { headers } = server.requests()[0]!
  expect(headers).toMatchObject(anthropicHeaders)
  expect(headers.authorization).toBe('Bearer any')
})
