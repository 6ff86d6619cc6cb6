import { randomUUID } from 'node:crypto'
import type { FakeProvider } from '../../helpers/fake-provider/fake-provider.ts'
import { startFakeProvider } from '../../helpers/fake-provider/fake-provider.ts'
import type { Launched } from '../measure/launch.ts'
import { evaluate, untilTrue } from '../measure/page.ts'

const TURNS = 20
/** More than one provider may have of its own. */
const MODELS_PER_PROVIDER = 150
const PROVIDERS = 2

/** Everyday words; drawn at random, because a tokenizer remembers what repeats itself. */
const words =
  'the harbour office keeps list of every boat that comes in with its length berth and what was paid since morning tide table shows depth weather crew letter window engine invoice report winter summer mooring committee because however nothing important certainly'.split(
    ' ',
  )
/** As o200k counts such words, each with the space before it. */
const TOKENS_PER_WORD = 1.205

/** 300 models with a price each, and a server that answers as all of them. */
export async function serveManyModels(historyTokens: number): Promise<FakeProvider> {
  const prices = Object.fromEntries(
    allModels().map(({ modelId, typedInputUsd, typedOutputUsd }) => [
      modelId,
      { inputUsd: typedInputUsd, outputUsd: typedOutputUsd },
    ]),
  )
  const text = prose(historyTokens / TURNS / 2)
  const behaviours = Object.fromEntries(
    Object.keys(prices).map((modelId) => [modelId, { kind: 'answer', text } as const]),
  )
  return startFakeProvider({ prices, behaviours })
}

/**
 * Through the app's own ways: adds the models, sends turn after turn until the history is as long as
 * it is meant to be, and opens the conversation as a press on its row does.
 */
export async function setUpLongConversation(
  launched: Launched,
  server: FakeProvider,
  historyTokens: number,
): Promise<void> {
  await call(launched, 'budget.set', { typedUsd: '1000' })
  const models = allModels()
  const providerIds: string[] = []
  for (let place = 0; place < PROVIDERS; place += 1) {
    const added = await call(launched, 'providers.addCustom', {
      name: `Provider ${place + 1}`,
      address: server.address,
      models: models.slice(place * MODELS_PER_PROVIDER, (place + 1) * MODELS_PER_PROVIDER),
    })
    providerIds.push((added as { providerId: string }).providerId)
  }
  const conversationId = randomUUID()
  const model = { providerId: providerIds[0], modelId: models[0]?.modelId }
  for (let turn = 0; turn < TURNS; turn += 1) {
    await call(launched, 'turn.send', {
      turnId: randomUUID(),
      conversationId,
      model,
      text: `${turn + 1}. ${prose(historyTokens / TURNS / 2)}`,
    })
    await untilTrue(
      launched,
      `farthing.call('conversation.open', { conversationId: '${conversationId}' }).then(({ value }) => value.turns.at(-1).answer.state === 'completed')`,
    )
  }
  await untilTrue(launched, `document.querySelector('nav li button')`)
  await evaluate(launched, `document.querySelector('nav li button').click()`)
  await untilTrue(launched, `document.querySelectorAll('article').length === ${TURNS}`)
}

/** About as many tokens of prose, always the same. */
export function prose(tokens: number): string {
  let state = SEED
  const drawn = Array.from({ length: Math.round(tokens / TOKENS_PER_WORD) }, (_, place) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const word = words[state % words.length] ?? ''
    // Ends of sentences, and now and then a name or a number that is nowhere else.
    if (place % 12 === 11) return `${word}.`
    return place % 40 === 20 ? state.toString(36) : word
  })
  return drawn.join(' ')
}

const SEED = 2_026

function allModels(): { modelId: string; typedInputUsd: string; typedOutputUsd: string }[] {
  return Array.from({ length: PROVIDERS * MODELS_PER_PROVIDER }, (_, place) => ({
    modelId: `model-${place + 1}`,
    typedInputUsd: (0.05 + place * 0.031).toFixed(3),
    typedOutputUsd: (0.2 + place * 0.17).toFixed(3),
  }))
}

async function call(launched: Launched, name: string, input: object): Promise<unknown> {
  const result = (await evaluate(
    launched,
    `farthing.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`,
  )) as { ok: boolean; value?: unknown; failure?: unknown }
  if (!result.ok) throw new Error(`${name} failed: ${JSON.stringify(result.failure)}`)
  return result.value
}
