import { describe, expect, test } from 'vitest'
import { OPENROUTER } from '../helpers/elsewhere.ts'
import { openProfile } from '../helpers/open-profile.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** An address at which lists name prices. */
const FIRST = OPENROUTER
const SECOND = 'https://second.example/v1'

/** The list of a server that names its prices, in USD per token. */
const named = { id: 'model-1', pricing: { prompt: '0.000003', completion: '0.000015' } }

/** A profile with a server whose list of models comes when the test says so. */
function profileWithSlowServer() {
  let answer = (): void => {}
  const asked = Promise.withResolvers<void>()
  const fetch: typeof globalThis.fetch = () => {
    asked.resolve()
    return new Promise((resolve) => {
      answer = () => resolve(Response.json({ object: 'list', data: [named] }))
    })
  }
  const profile = openProfile(temporaryFolder(), { fetch })
  const { accounts } = profile.session
  const added = accounts.addCustom('Mine', FIRST, [
    { modelId: 'model-1', typedInputUsd: '', typedOutputUsd: '' },
  ])
  if (!added.ok) throw new Error(added.failure.kind)
  const { providerId } = added.value
  const check = async (meanwhile: () => void) => {
    const checked = accounts.check(providerId)
    await asked.promise
    meanwhile()
    answer()
    return checked
  }
  const price = () =>
    accounts.catalog().models.find(({ key }) => key.providerId === providerId)?.price
  const shown = () => accounts.providers().find((provider) => provider.providerId === providerId)
  return { ...profile, accounts, providerId, check, price, shown }
}

describe('a list of models that comes after', () => {
  test('its provider was removed is not kept', async () => {
    const { accounts, providerId, check, session } = profileWithSlowServer()
    const checked = await check(() => accounts.remove(providerId))
    expect(checked).toMatchObject({ ok: false, failure: { kind: 'connection-ended' } })
    expect(accounts.providers().some((provider) => provider.providerId === providerId)).toBe(false)
    expect(session.priceLists.edition().ownPriceCount).toBe(0)
  })

  test('its provider moved is not taken for that of the new address', async () => {
    const { accounts, providerId, check, shown, price } = profileWithSlowServer()
    const checked = await check(() => void accounts.setAddress(providerId, SECOND))
    expect(checked).toMatchObject({ ok: false, failure: { kind: 'connection-ended' } })
    expect(shown()).toMatchObject({ address: SECOND, listedCount: null, status: null })
    expect(price()).toBeNull()
  })

  test('another key was saved says nothing of that one', async () => {
    const { accounts, providerId, check, shown } = profileWithSlowServer()
    accounts.saveKey(providerId, 'sk-canary-first')
    await check(() => void accounts.saveKey(providerId, 'sk-canary-second'))
    expect(shown()).toMatchObject({ listedCount: null, status: null })
  })
})

test('prices that a server named are not those of another address', async () => {
  const { accounts, providerId, check, price } = profileWithSlowServer()
  expect(await check(() => {})).toMatchObject({ ok: true })
  expect(price()).toMatchObject({ source: 'provider', rates: { inputPicoUsd: 3_000_000 } })
  accounts.setAddress(providerId, SECOND)
  expect(price()).toBeNull()
})

test('a price of the person goes with the provider it was for', () => {
  const { accounts, providerId, session } = profileWithSlowServer()
  const model = { providerId, modelId: 'model-1' }
  const typed = { typedInputUsd: '1', typedOutputUsd: '2' }
  accounts.setPrice({ model, ...typed, typedCacheReadUsd: '', typedCacheWriteUsd: '' })
  expect(session.priceLists.edition().ownPriceCount).toBe(1)
  accounts.remove(providerId)
  expect(session.priceLists.edition().ownPriceCount).toBe(0)
})
