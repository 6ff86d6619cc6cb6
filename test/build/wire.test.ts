import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { replayCommand } from '../../build/wire/command.ts'
import type { Replayed } from '../../build/wire/replay.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const root = join(import.meta.dirname, '../..')
const recorded = join(root, 'test/fixtures/wire')

type Said = { code: number; out: string; err: string }

/** `npm run wire -- <args>`, without npm. */
function wire(...args: string[]): Promise<Said> {
  const run = [join(root, 'build/run.mjs'), 'wire', ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, run, { encoding: 'utf8' }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

const providers = {
  sol: ['--api', 'responses', '--provider', 'openai', '--model', 'gpt-6-sol'],
  solInChat: ['--api', 'chat', '--provider', 'openai', '--model', 'gpt-6-sol'],
  opus: ['--api', 'messages', '--provider', 'anthropic', '--model', 'claude-opus-5-5'],
  router: ['--api', 'chat', '--provider', 'openrouter', '--model', 'nobody/knows-it'],
  grok: ['--api', 'chat', '--provider', 'x-ai', '--model', 'grok-4.6'],
  ollama: ['--api', 'chat', '--provider', 'ollama', '--model', 'llama3.2'],
  groq: ['--api', 'chat', '--provider', 'groq', '--model', 'llama-3.3-70b-versatile'],
  custom: ['--api', 'chat', '--provider', 'custom', '--model', 'm'],
} as const

/** The same without a process of its own. */
function replayed(who: keyof typeof providers, file: string, ...more: string[]): Promise<Replayed> {
  const at = ['--at', '2026-11-21T12:00Z']
  return replayCommand([...providers[who], ...at, ...more, join(recorded, file)])
}

describe('npm run wire', () => {
  test('prints what comes of an answer and what it costs, and nothing else', async () => {
    const file = join(recorded, 'ant-cached.txt')
    const { code, out, err } = await wire(...providers.opus, '--slice', '7', file)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const found = JSON.parse(out) as Replayed
    expect(Object.keys(found)).toEqual([
      'state',
      'text',
      'usage',
      'costNanoUsd',
      'credits',
      'quality',
      'price',
      'failure',
    ])
    // 18 x 4 + 12,000 x 0.20 + 1,000 x 5 + 2,000 x 8 + 6 x 20 = 23,592 micro-USD.
    expect(found).toMatchObject({
      state: 'completed',
      usage: {
        input: 15_018,
        cacheRead: 12_000,
        cacheWriteShort: 1_000,
        cacheWriteLong: 2_000,
        output: 6,
        reasoning: null,
        searches: null,
      },
      costNanoUsd: 23_592_000,
      credits: 235.92,
      quality: 'exact',
      price: { rates: { inputPicoUsd: 4_000_000, outputPicoUsd: 20_000_000 }, match: 'exact' },
      failure: null,
    })
  })

  test('searches are paid for beside the tokens', async () => {
    // 8,420 x 2 + 61 x 10 + 2 x 10,000 = 37,450 micro-USD.
    expect(await replayed('sol', 'oai-resp-websearch.txt')).toMatchObject({
      text: 'Cold, minus two.',
      usage: { input: 8_420, output: 61, searches: 2 },
      costNanoUsd: 37_450_000,
      credits: 374.5,
    })
  })

  test('a cost that the provider names outranks the list, and needs none', async () => {
    expect(await replayed('router', 'openrouter-normal.txt')).toMatchObject({
      costNanoUsd: 940_000,
      credits: 9.4,
      quality: 'exact',
      price: null,
    })
    expect(await replayed('grok', 'xai-reasoning.txt')).toMatchObject({
      usage: { output: 129, reasoning: 120 },
      costNanoUsd: 931_235,
    })
  })

  test('a server on this computer costs nothing', async () => {
    expect(await replayed('ollama', 'ollama-normal.txt')).toMatchObject({
      usage: { input: 26, output: 4 },
      costNanoUsd: 0,
      quality: 'exact',
      price: { source: 'this-computer' },
    })
  })

  test('without a price there is no cost', async () => {
    expect(await replayed('custom', 'custom-length.txt')).toMatchObject({
      state: 'length',
      usage: { input: 40, output: 4 },
      costNanoUsd: null,
      credits: null,
      quality: null,
      price: null,
    })
  })

  test.each([
    ['solInChat', 'oai-chat-tools.txt', { state: 'tool_calls', costNanoUsd: 740_000 }],
    ['solInChat', 'oai-chat-content-filter.txt', { state: 'content_filter', quality: 'exact' }],
    ['solInChat', 'json/oai-chat.json', { state: 'completed', text: 'Whole answer.' }],
    ['sol', 'oai-resp-refusal.txt', { state: 'refusal', quality: 'exact' }],
    ['sol', 'oai-resp-failed.txt', { state: 'error', usage: null, quality: 'uncertain' }],
    ['opus', 'ant-pause.txt', { state: 'pause', quality: 'exact' }],
    ['opus', 'ant-error-overloaded.txt', { state: 'error', quality: 'partial' }],
    ['opus', 'ant-truncated.txt', { state: 'truncated', quality: 'partial' }],
    ['router', 'openrouter-error-midstream.txt', { state: 'error', quality: 'uncertain' }],
    ['groq', 'groq-error.txt', { state: 'error', quality: 'estimated' }],
  ] as const)('%s, %s: %j', async (who, file, expected) => {
    expect(await replayed(who, file)).toMatchObject(expected)
  })

  test('silence is a stall, and what came is counted', async () => {
    const more = ['--end', 'hang', '--idle-ms', '300']
    const found = await replayed('solInChat', 'oai-chat-hang.txt', ...more)
    expect(found).toMatchObject({
      state: 'truncated',
      quality: 'estimated',
      failure: { kind: 'stalled', silentMs: 300 },
    })
    expect(found.costNanoUsd).toBeGreaterThan(0)
  })

  test('an error of the provider costs nothing, and says what it is', async () => {
    const more = ['--status', '429']
    expect(await replayed('solInChat', 'errors/oai-429-rate.json', ...more)).toEqual({
      state: 'error',
      text: '',
      usage: null,
      costNanoUsd: 0,
      credits: 0,
      quality: 'released',
      price: expect.objectContaining({ source: expect.any(String) }),
      failure: { kind: 'rate-limited', providerName: 'openai', retryAfterMs: null },
    })
  })

  test('a page under an error, or instead of an answer, is what it is', async () => {
    const page = join(temporaryFolder(), 'page.txt')
    writeFileSync(page, '<!doctype html><title>Sign in</title>')
    const bad = await replayCommand([...providers.sol, '--status', '502', page])
    expect(bad).toMatchObject({
      state: 'error',
      quality: 'uncertain',
      failure: { kind: 'provider-busy', status: 502 },
    })
    const signIn = await replayCommand([...providers.sol, page])
    expect(signIn).toMatchObject({
      state: 'error',
      quality: 'released',
      failure: { kind: 'not-an-api' },
    })
  })

  test.each([
    [[], /^Name one file: npm run wire/u],
    [[...providers.sol, 'no-such-file'], /^There is no file no-such-file\.$/u],
    [[...providers.sol, root], /cannot be read/u],
    [['--api', 'images', 'x'], /^--api is one of chat, responses, messages, not "images"\.$/u],
    [['--api', 'chat', '--provider', 'nobody', 'x'], /^--provider is one of .+, not "nobody"\.$/u],
    [['--api', 'chat', '--provider', 'openai', 'x'], /^Name a model with --model/u],
    [[...providers.sol, '--status', '42', 'x'], /^--status is a whole number from 200 to 599/u],
    [[...providers.sol, '--slice', '0', 'x'], /^--slice is a whole number from 1/u],
    [[...providers.sol, '--end', 'never', 'x'], /^--end is one of clean, reset, hang/u],
    [[...providers.sol, '--at', 'noon', 'x'], /^--at is a moment such as/u],
    [[...providers.sol, '--fast', 'x'], /^Unknown option '--fast'\. Use: npm run wire/u],
  ])('%j is said in a sentence', async (args, sentence) => {
    const problem = { name: 'Problem', message: expect.stringMatching(sentence) }
    await expect(replayCommand(args)).rejects.toMatchObject(problem)
  })

  test('a wrong command line ends with 2, and prints its sentence alone', async () => {
    const { code, out, err } = await wire(...providers.sol, 'no-such-file')
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: 'There is no file no-such-file.\n',
    })
  })
})
