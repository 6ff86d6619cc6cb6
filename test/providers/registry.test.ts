import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { billingOf, createAdapterLoader } from '../../main/providers/registry.ts'

const registryUrl = new URL('../../main/providers/registry.ts', import.meta.url).href

/** Prints what a fresh Node loads when it takes up all adapters and sends nothing. */
const script = `
import { registerHooks } from 'node:module'
const loaded = []
registerHooks({ resolve: (name, context, next) => (loaded.push(name), next(name, context)) })
const { createAdapterLoader } = await import(${JSON.stringify(registryUrl)})
const load = createAdapterLoader({ practicePaceMs: 0 })
for (const kind of ['openai', 'anthropic', 'compatible', 'practice']) await load(kind)
console.log(JSON.stringify(loaded))
`

test('each kind has its adapter', async () => {
  const load = createAdapterLoader({ practicePaceMs: 0 })
  for (const kind of ['openai', 'anthropic', 'compatible', 'practice'] as const) {
    expect(await load(kind)).toMatchObject({ stream: expect.any(Function) })
  }
})

test('how a provider bills is known without its adapter, and its adapter says the same', async () => {
  const load = createAdapterLoader({ practicePaceMs: 0 })
  const addresses = [
    'https://openrouter.ai/api/v1',
    'https://api.groq.com/openai/v1',
    'https://api.x.ai/v1',
    'https://fake.test/v1',
    'not an address',
  ]
  for (const kind of ['openai', 'anthropic', 'compatible', 'practice'] as const) {
    const adapter = await load(kind)
    for (const address of addresses) {
      expect(adapter.billing(address)).toEqual(billingOf(kind, address))
    }
  }
})

test('no SDK is loaded before the first request', async () => {
  const args = ['--no-warnings', '--input-type=module', '--eval', script]
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd })
  const loaded = JSON.parse(stdout) as string[]
  expect(loaded.some((name) => name.endsWith('practice.ts'))).toBe(true)
  expect(loaded.filter((name) => name === 'openai' || name.startsWith('@anthropic-ai'))).toEqual([])
})
