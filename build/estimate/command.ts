import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { bundledModel } from '../../main/catalog/bundled-price.ts'
import type { CatalogModel } from '../../main/catalog/catalog-model.ts'
import { cuesOf } from '../../main/estimate/cues.ts'
import { learn } from '../../main/estimate/learned.ts'
import { estimateOne } from '../../main/estimate/plan.ts'
import { openTokenCounter } from '../../main/estimate/token-counter.ts'
import { messageWeight, noWeight, textWeight } from '../../main/estimate/weight.ts'
import { plannedModel } from '../../main/turns/quote-models.ts'
import { defaultChatOptions } from '../../shared/chat/message.ts'
import type { Price } from '../../shared/money/price.ts'
import { meantFile } from '../meant-file.ts'
import { Problem } from '../setup/problem.mjs'

export type EstimateReport = {
  inputTokens: number
  expectedNanoUsd: number
  ceilingNanoUsd: number
  /** How the tokens were counted, and where the guess of the answer comes from. */
  basis: string
}

const usage = 'npm run estimate -- --model <id> [--provider <id>] [--max-output N] FILE'

const options = {
  model: { type: 'string' },
  provider: { type: 'string' },
  'max-output': { type: 'string' },
} as const

/** Asked in this order where none is named: those that make models before those that resell them. */
const providerIds = [
  'openai',
  'anthropic',
  'gemini',
  'mistral',
  'deepseek',
  'xai',
  'groq',
  'together',
  'openrouter',
  'practice',
] as const

type Asked = { modelId: string; providerId: string | null; maxOutput: number | null; file: string }

/** The file as the one message of a new conversation, with nothing learned from anybody. */
export async function estimateCommand(
  args: readonly string[],
  nowMs: number,
): Promise<EstimateReport> {
  const asked = parsed(args)
  const model = modelMeant(asked, nowMs)
  const { price } = model
  if (!price) throw new Problem(`No price of ${asked.modelId} is known.`)
  const text = await textIn(asked.file)
  const counter = openTokenCounter({ report: () => {} })
  const [counted] = await counter.count([text])
  counter.close()
  return estimated(model, price, text, counted ?? null, asked.maxOutput)
}

function estimated(
  model: CatalogModel,
  price: Price,
  text: string,
  counted: number | null,
  maxOutput: number | null,
): EstimateReport {
  const learned = learn([], {
    typicalOutputTokens: () => model.typicalOutputTokens,
    cacheLifeMs: () => 0,
  })
  const planned = plannedModel(model, {
    conversationId: null,
    options: { ...defaultChatOptions, maxOutputTokens: maxOutput },
    learned,
    before: noWeight(),
    maxOutputTokens: null,
    changedAtMs: 0,
  })
  const weight = messageWeight([textWeight(text, counted)])
  const estimate = estimateOne(
    { ...planned, price },
    {
      weight,
      draft: weight,
      hasHistory: false,
      outputScale: learned.questionScale(null, Buffer.byteLength(text), cuesOf(text)),
      countedTokens: null,
      nowMs: 0,
    },
  )
  const { inputTokens, expectedNanoUsd, ceilingNanoUsd, outputTokens } = estimate
  const tokens = counted === null ? 'weighed by class of character' : `${counted} counted by o200k`
  const basis = [
    `Input: ${tokens}, times ${planned.inputFactor} for ${model.family} models, and what stands around a message.`,
    `Output: ${outputTokens} tokens, a typical answer to a question of this length; nothing was learned from turns.`,
    `Ceiling: at most ${estimate.mostInputTokens} input tokens and ${planned.maxOutputTokens} of output, at the dearest rates.`,
    `Price of ${model.key.providerId}/${model.key.modelId}: ${price.source}, ${price.match}, of ${price.takenOn}.`,
  ].join(' ')
  return { inputTokens, expectedNanoUsd, ceilingNanoUsd, basis }
}

function parsed(args: readonly string[]): Asked {
  const { values, positionals } = parsedArgs(args)
  const [file, ...others] = positionals
  if (values.model === undefined || file === undefined || others.length > 0) {
    throw new Problem(`Name a model and one file: ${usage}`)
  }
  const given = values['max-output']
  if (given !== undefined && !/^[1-9]\d{0,6}$/u.test(given)) {
    throw new Problem(`The most output has to be a whole number of tokens, not "${given}".`)
  }
  const maxOutput = given === undefined ? null : Number(given)
  return { modelId: values.model, providerId: values.provider ?? null, maxOutput, file }
}

function parsedArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    throw new Problem(`Name a model and one file: ${usage}`)
  }
}

/** With a provider named, its own model; else the first that has an exact price for it, or any. */
function modelMeant({ modelId, providerId }: Asked, nowMs: number): CatalogModel {
  const asked = providerId === null ? providerIds : [providerId]
  const found = asked.flatMap((id) => bundledModel(id, modelId, nowMs) ?? [])
  const model =
    found.find(({ price }) => price?.match === 'exact') ??
    found.find(({ price }) => price !== null) ??
    found[0]
  if (model) return model
  const where = providerId === null ? '' : ` of ${providerId}`
  throw new Problem(`There is no model ${modelId}${where} in the list of prices.`)
}

async function textIn(file: string): Promise<string> {
  try {
    return await readFile(meantFile(file) ?? file, 'utf8')
  } catch {
    throw new Problem(`There is no file ${file} that can be read.`)
  }
}
