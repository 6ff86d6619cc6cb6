import { describe, expect, test } from 'vitest'
import { compatible } from '../../main/providers/compatible/compatible.ts'
import { createPractice } from '../../main/providers/practice/practice.ts'
import { connectionTo, networkAdapters } from './attempt.ts'

const all = [...networkAdapters, { kind: 'practice', adapter: createPractice({ paceMs: 0 }) }]
const signal = new AbortController().signal

describe.each(all)('$kind', ({ kind, adapter }) => {
  const addresses = ['https://fake.test/v1', 'https://api.openai.com/v1', 'not an address', '']

  test('says how it bills at any address, without asking anybody', () => {
    for (const address of addresses) {
      expect(adapter.billing(address)).toEqual({
        stop: 'ends',
        refusesFree: kind === 'anthropic',
        canLookUp: false,
        reportsCost: false,
        tellsUsage: false,
      })
    }
  })

  test('what cannot be looked up is not found, and nobody is asked', async () => {
    let askedCount = 0
    const fetch = (): Promise<Response> => {
      askedCount += 1
      return Promise.reject(new Error('Nobody should be asked'))
    }
    for (const address of addresses) {
      const looked = await adapter.lookUp(connectionTo(address, { fetch }), 'reference', signal)
      expect(looked).toEqual({
        ok: false,
        failure: { kind: 'cost-not-found', providerName: 'Fake' },
      })
    }
    expect(askedCount).toBe(0)
  })
})

test.each([
  ['https://api.groq.com/openai/v1'],
  ['https://api.mistral.ai/v1'],
  ['https://generativelanguage.googleapis.com/v1beta/openai/'],
  ['https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/l/endpoints/openapi'],
  ['https://aiplatform.googleapis.com/v1'],
  ['https://api.perplexity.ai'],
  ['https://dashscope.aliyuncs.com/compatible-mode/v1'],
  ['https://dashscope-intl.aliyuncs.com/compatible-mode/v1'],
  ['https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1'],
  ['https://bedrock-mantle.eu-west-1.api.aws/v1'],
])('%s writes and bills to the end after a stop', (address) => {
  expect(compatible.billing(address).stop).toBe('runs-on')
})

test.each([
  ['https://api.x.ai/v1', true],
  ['https://api.deepseek.com', false],
  ['https://api.together.xyz/v1', false],
  ['http://localhost:11434/v1', false],
  ['https://api.groq.com.example/v1', false],
  ['https://example/api.groq.com', false],
  ['https://not-openrouter.ai/api/v1', false],
])('%s ends with a stop, without a look-up; tells its cost: %s', (address, reportsCost) => {
  expect(compatible.billing(address)).toEqual({
    stop: 'ends',
    refusesFree: false,
    canLookUp: false,
    reportsCost,
    tellsUsage: false,
  })
})

test.each([['https://openrouter.ai/api/v1'], ['https://eu.openrouter.ai/api/v1']])(
  '%s needs no reading on: it tells its cost, and can be asked later',
  (address) => {
    expect(compatible.billing(address)).toEqual({
      stop: 'ends',
      refusesFree: false,
      canLookUp: true,
      reportsCost: true,
      tellsUsage: true,
    })
  },
)
