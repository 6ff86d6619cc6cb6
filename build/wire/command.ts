import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DEFAULT_MAX_OUTPUT_TOKENS } from '../../main/catalog/allowance.ts'
import { bundledModel } from '../../main/catalog/bundled-price.ts'
import { freePrice } from '../../shared/money/price.ts'
import type { Price } from '../../shared/money/price.ts'
import { meantFile } from '../meant-file.ts'
import { Problem } from '../setup/problem.mjs'
import { type Api, apis, type WireProvider, wireProvider, wireProviderNames } from './providers.ts'
import { type Recording, startRecordedServer } from './recorded-server.ts'
import { replay, type Replayed } from './replay.ts'

const usage =
  'npm run wire -- --api <chat | responses | messages> --provider <id> --model <id> [--status 200] [--slice BYTES] [--end clean | reset | hang] [--idle-ms 2000] [--at 2026-11-21T12:00Z] FILE'

const options = {
  api: { type: 'string' },
  provider: { type: 'string' },
  model: { type: 'string' },
  status: { type: 'string', default: '200' },
  slice: { type: 'string' },
  end: { type: 'string', default: 'clean' },
  'idle-ms': { type: 'string', default: '2000' },
  at: { type: 'string' },
} as const

const ends = ['clean', 'reset', 'hang'] as const

/** The longest wait a timer can hold. */
const MAX_IDLE_MS = 2_147_483_647

/**
 * Replays what a command line names, through the real SDK and adapter, over HTTP on this computer.
 * Throws a `Problem` for a command line that cannot be understood.
 */
export async function replayCommand(args: readonly string[]): Promise<Replayed> {
  const { values, file } = parsed(args)
  const api = apiNamed(values.api)
  const provider = providerNamed(values.provider)
  const modelId = values.model ?? ''
  if (modelId === '') throw new Problem(`Name a model with --model: ${usage}`)
  const idleTimeoutMs = wholeNumber('idle-ms', values['idle-ms'], 1, MAX_IDLE_MS)
  const atMs = moment(values.at)
  const sliceBytes =
    values.slice === undefined
      ? null
      : wholeNumber('slice', values.slice, 1, Number.MAX_SAFE_INTEGER)
  const status = wholeNumber('status', values.status, 200, 599)
  const end = endNamed(values.end)
  const recording: Recording = { body: bodyOf(file), status, end }
  const server = await startRecordedServer(recording, sliceBytes)
  try {
    const model = modelOf(provider, modelId, atMs)
    return await replay({ api, provider, modelId, ...model, idleTimeoutMs, fetch: server.fetch })
  } finally {
    await server.close()
  }
}

function parsed(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [file, ...others] = positionals
    if (file !== undefined && others.length === 0) return { values, file }
  } catch (error) {
    const [first] = messageOf(error).split('. ')
    throw new Problem(`${first}. Use: ${usage}`)
  }
  throw new Problem(`Name one file: ${usage}`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function apiNamed(name: string | undefined): Api {
  const found = Object.keys(apis).find((api) => api === name)
  if (found !== undefined) return found as Api
  throw new Problem(`--api is one of ${Object.keys(apis).join(', ')}, not "${name ?? ''}".`)
}

function providerNamed(name: string | undefined): WireProvider {
  const found = wireProvider(name ?? '')
  if (found !== null) return found
  throw new Problem(`--provider is one of ${wireProviderNames.join(', ')}, not "${name ?? ''}".`)
}

function endNamed(name: string): Recording['end'] {
  const found = ends.find((end) => end === name)
  if (found !== undefined) return found
  throw new Problem(`--end is one of ${ends.join(', ')}, not "${name}".`)
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^\d+$/u.test(text) && value >= least && value <= most) return value
  throw new Problem(`--${name} is a whole number from ${least} to ${most}, not "${text}".`)
}

function bodyOf(file: string): Uint8Array {
  const found = meantFile(file)
  if (found === null) throw new Problem(`There is no file ${file}.`)
  try {
    return readFileSync(found)
  } catch (error) {
    throw new Problem(`${file} cannot be read: ${messageOf(error)}.`)
  }
}

/** The moment whose prices hold: now, unless another is named. */
function moment(text: string | undefined): number {
  const atMs = text === undefined ? Date.now() : Date.parse(text)
  if (Number.isFinite(atMs)) return atMs
  throw new Problem(`--at is a moment such as 2026-11-21T12:00Z, not "${text}".`)
}

/** As the catalogue had it then. A server on this computer costs nothing, whatever it runs. */
function modelOf(
  { providerId, onThisComputer }: WireProvider,
  modelId: string,
  atMs: number,
): { price: Price | null; maxOutputTokens: number } {
  const found = bundledModel(providerId, modelId, atMs)
  const maxOutputTokens = found?.maxOutputTokens ?? DEFAULT_MAX_OUTPUT_TOKENS
  if (!onThisComputer) return { price: found?.price ?? null, maxOutputTokens }
  return { price: freePrice(new Date(atMs).toISOString().slice(0, 10)), maxOutputTokens }
}
