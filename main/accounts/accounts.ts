import { randomUUID } from 'node:crypto'
import { type ModelKey, sameModel } from '../../shared/chat/message.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type {
  KeyState,
  Model,
  Catalog as ShownCatalog,
  ProfileName,
  Provider,
  ProviderChecked,
} from '../../shared/ipc/shapes.ts'
import { freePrice, parsePriceUsd, type Price } from '../../shared/money/price.ts'
import { type Result, done, failed } from '../../shared/result.ts'
import type { CatalogModel } from '../catalog/catalog-model.ts'
import type { Catalog, OwnModel } from '../catalog/catalog.ts'
import type { Vault } from '../keys/vault.ts'
import type { Billing, Connection, ProviderAdapter } from '../providers/provider.ts'
import { unknownBilling } from '../providers/ordinary-billing.ts'
import { billingOf, type ProviderKind } from '../providers/registry.ts'
import type { Storage } from '../storage/storage.ts'
import { checkProviderAddress } from '../ways-out.ts'
import { isHere } from './catalog-providers.ts'
import { type KnownProvider, knownProviders } from './known-providers.ts'
import { openProviderSettings } from './provider-settings.ts'

export type Accounts = ReturnType<typeof openAccounts>

export type AccountsOptions = {
  profile: ProfileName
  storage: Storage
  catalog: Catalog
  vault: Vault
  loadAdapter: (kind: ProviderKind) => Promise<ProviderAdapter>
  fetch: typeof fetch
  nowMs: () => number
  /** How long a stream may stay silent before it counts as stalled. */
  idleTimeoutMs: number
  /** Told when anything a screen shows of providers or models may have changed. */
  changed: () => void
}

type NewModel = { modelId: string; typedInputUsd: string; typedOutputUsd: string }
type NewPrice = Input<'catalog.setPrice'>
type Account = KnownProvider & { custom: boolean; ownAddress: string }

/** No answer takes so long; a server that always has one byte more is not listened to for ever. */
const MAX_ATTEMPT_MS = 2 * 3_600_000
const CHECK_TIMEOUT_MS = 15_000

/** A server on this computer answers at once, or is not there. */
const FIND_TIMEOUT_MS = 2_000
const MAX_KEY_CHARACTERS = 1_000

/** How many models each provider has. Counted once for one array of models. */
function openModelCounts() {
  let last: { models: readonly CatalogModel[]; counts: ReadonlyMap<string, number> } | null = null
  return (models: readonly CatalogModel[]): ReadonlyMap<string, number> => {
    if (last?.models === models) return last.counts
    const byProvider = Map.groupBy(models, ({ key }) => key.providerId)
    const counts = new Map([...byProvider].map(([id, own]) => [id, own.length]))
    last = { models, counts }
    return counts
  }
}

/** A person's access to providers: which, at which address, with which key, and whether it works. */
export function openAccounts(options: AccountsOptions) {
  const { profile, storage, catalog, vault, changed } = options
  const kept = openProviderSettings(storage)
  const modelCounts = openModelCounts()
  let isClosed = false
  const statuses = new Map<string, { checkedAtMs: number; failure: Failure | null }>()

  function accounts(): Account[] {
    const addresses = kept.addresses()
    const known = knownProviders[profile].map((provider) => ({
      ...provider,
      custom: false,
      ownAddress: provider.address,
      address: addresses[provider.providerId] ?? provider.address,
    }))
    const custom = kept.own().map((row) => ({
      ...row,
      adapter: 'compatible' as const,
      needsKey: false,
      onThisComputer: isHere(row.address),
      custom: true,
      ownAddress: row.address,
    }))
    return [...known, ...custom]
  }

  function find(providerId: string): Account {
    const account = accounts().find((one) => one.providerId === providerId)
    if (!account) throw new Error(`There is no provider ${providerId}`)
    return account
  }

  function keyState(account: Account): KeyState {
    const state = vault.state(account.providerId)
    return state === 'absent' && !account.needsKey ? 'not-needed' : state
  }

  function shown(account: Account): Provider {
    const { providerId, name, address, ownAddress, custom } = account
    return {
      providerId,
      name,
      address,
      host: new URL(address).host,
      addressChanged: address !== ownAddress,
      keyState: keyState(account),
      keyEnding: vault.ending(providerId),
      modelCount: modelCounts(catalog.models()).get(providerId) ?? 0,
      custom,
      onThisComputer: account.onThisComputer && isHere(address),
      listedCount: catalog.listedCount(providerId),
      status: statuses.get(providerId) ?? null,
    }
  }

  function providers(): Provider[] {
    return accounts().map(shown)
  }

  /** Every model, in the order in which quotes name them. */
  function shownCatalog(): ShownCatalog {
    const byId = new Map(accounts().map((account) => [account.providerId, account]))
    const ready = new Map(accounts().map((account) => [account.providerId, isReady(account)]))
    const models = catalog.models().map((model) => ({
      key: model.key,
      name: model.name,
      providerName: byId.get(model.key.providerId)?.name ?? model.key.providerId,
      contextTokens: model.contextTokens,
      maxOutputTokens: model.maxOutputTokens,
      mostOutputTokens: model.mostOutputTokens,
      seesImages: model.seesImages,
      efforts: model.efforts,
      takesTemperature: model.takesTemperature,
      retiresOn: model.retiresOn,
      onThisComputer: model.onThisComputer,
      price: model.price,
      ready: ready.get(model.key.providerId) ?? false,
    }))
    return { revision: catalog.revision(), models }
  }

  function shownModel(key: ModelKey): Result<Model> {
    const model = shownCatalog().models.find((one) => sameModel(one.key, key))
    return model ? done(model) : failed({ kind: 'unknown-model', modelName: key.modelId })
  }

  function isReady(account: Account): boolean {
    return ['stored', 'memory-only', 'not-needed'].includes(keyState(account))
  }

  /** Everything needed to ask a provider, or what is missing. The key is read for this host only. */
  async function connect(
    providerId: string,
  ): Promise<Result<{ connection: Connection; adapter: ProviderAdapter }>> {
    const account = find(providerId)
    const state = keyState(account)
    const key = vault.read(providerId, new URL(account.address).host)
    const providerName = account.name
    if (state === 'unreadable') return failed({ kind: 'key-unreadable', providerName })
    if (state === 'absent' || (account.needsKey && key === null)) {
      return failed({ kind: 'no-key', providerName })
    }
    const connection: Connection = {
      providerName,
      address: account.address,
      key,
      fetch: options.fetch,
      idleTimeoutMs: options.idleTimeoutMs,
      maxDurationMs: MAX_ATTEMPT_MS,
    }
    return done({ connection, adapter: await options.loadAdapter(account.adapter) })
  }

  /** Whether a provider is still there, at the address and with the key it was asked with. */
  function isStill(providerId: string, { address, key }: Connection): boolean {
    const account = accounts().find((one) => one.providerId === providerId)
    if (isClosed || account?.address !== address) return false
    return vault.read(providerId, new URL(address).host) === key
  }

  /** How the provider bills at its present address. A provider that is gone cannot be asked. */
  function billing(providerId: string): Billing {
    const account = accounts().find((one) => one.providerId === providerId)
    return account ? billingOf(account.adapter, account.address) : unknownBilling
  }

  function noteStatus(providerId: string, failure: Failure | null): void {
    statuses.set(providerId, { checkedAtMs: options.nowMs(), failure })
    changed()
  }

  async function check(providerId: string): Promise<Result<ProviderChecked>> {
    const connected = await connect(providerId)
    if (!connected.ok) return connected
    const { connection, adapter } = connected.value
    const listed = await adapter.listModels(connection, AbortSignal.timeout(CHECK_TIMEOUT_MS))
    if (!isStill(providerId, connection)) {
      return failed({ kind: 'connection-ended', providerName: connection.providerName })
    }
    if (listed.ok) catalog.setListed(providerId, listed.value)
    noteStatus(providerId, listed.ok ? null : listed.failure)
    if (!listed.ok) return listed
    const shownModels = catalog.models().filter((model) => model.key.providerId === providerId)
    const isPriced = new Set(
      shownModels.filter(({ price }) => price !== null).map(({ key }) => key.modelId),
    )
    return done({
      provider: shown(find(providerId)),
      listedCount: listed.value.length,
      pricedCount: listed.value.filter(({ modelId }) => isPriced.has(modelId)).length,
    })
  }

  /**
   * Looks for the servers that may run on this computer. One that is not there is no trouble: only
   * one that was there before says so.
   */
  async function findLocal(): Promise<Provider[]> {
    const local = accounts().filter((account) => shown(account).onThisComputer && !account.custom)
    await Promise.all(
      local.map(async ({ providerId }) => {
        const connected = await connect(providerId)
        if (!connected.ok) return
        const { connection, adapter } = connected.value
        const listed = await adapter.listModels(connection, AbortSignal.timeout(FIND_TIMEOUT_MS))
        if (!isStill(providerId, connection)) return
        if (listed.ok) catalog.setListed(providerId, listed.value)
        else if (catalog.listedCount(providerId) === null) return
        noteStatus(providerId, listed.ok ? null : listed.failure)
      }),
    )
    return providers()
  }

  /** A price of the person's own for one model, above every list. */
  function setPrice(typed: NewPrice): Result<Model> {
    const { model, typedInputUsd, typedOutputUsd, typedCacheReadUsd, typedCacheWriteUsd } = typed
    if (!catalog.find(model)) return failed({ kind: 'unknown-model', modelName: model.modelId })
    const price = parsePriceUsd(typedInputUsd, typedOutputUsd, today(), {
      read: typedCacheReadUsd,
      write: typedCacheWriteUsd,
    })
    if (!price.ok) return price
    catalog.setOwnPrice(model, price.value)
    changed()
    return shownModel(model)
  }

  function clearPrice(model: ModelKey): Result<Model> {
    catalog.setOwnPrice(model, null)
    changed()
    return shownModel(model)
  }

  function today(): string {
    return new Date(options.nowMs()).toISOString().slice(0, 10)
  }

  function saveKey(providerId: string, pasted: string): Result<Provider> {
    const key = pasted.trim()
    if (key === '') return failed({ kind: 'bad-key', reason: 'empty' })
    if (key.length > MAX_KEY_CHARACTERS) return failed({ kind: 'bad-key', reason: 'too-long' })
    if (!/^[\x21-\x7e]+$/u.test(key)) return failed({ kind: 'bad-key', reason: 'not-printable' })
    const account = find(providerId)
    vault.save(providerId, new URL(account.address).host, key)
    statuses.delete(providerId)
    changed()
    return done(shown(account))
  }

  function removeKey(providerId: string): Provider {
    vault.remove(providerId)
    statuses.delete(providerId)
    changed()
    return shown(find(providerId))
  }

  function setAddress(providerId: string, typed: string): Result<Provider> {
    const before = find(providerId)
    const checked = typed.trim() === '' ? done(before.ownAddress) : checkProviderAddress(typed)
    if (!checked.ok) return checked
    const isElsewhere = new URL(checked.value).host !== new URL(before.address).host
    if (isElsewhere) vault.remove(providerId)
    storage.transact(() => {
      kept.setAddress(providerId, checked.value)
      if (isElsewhere) catalog.forgetNamedPrices(providerId)
      const onThisComputer = isHere(checked.value)
      if (before.custom) catalog.moveOwnModels(providerId, onThisComputer)
    })
    statuses.delete(providerId)
    changed()
    return done(shown(find(providerId)))
  }

  function addCustom(
    name: string,
    typed: string,
    newModels: readonly NewModel[],
  ): Result<Provider> {
    const checked = checkProviderAddress(typed)
    if (!checked.ok) return checked
    const providerId = `own-${randomUUID()}`
    const onThisComputer = isHere(checked.value)
    const own: OwnModel[] = []
    for (const model of newModels) {
      const price = priceOf(model, onThisComputer)
      if (!price.ok) return price
      own.push({ providerId, modelId: model.modelId, onThisComputer, price: price.value })
    }
    storage.transact(() => {
      kept.add({ providerId, name, address: checked.value })
      catalog.setOwnModels(providerId, own)
    })
    changed()
    return done(shown(find(providerId)))
  }

  /** What a person typed for a model. Nothing typed: free on this computer, unknown elsewhere. */
  function priceOf(model: NewModel, onThisComputer: boolean): Result<Price | null> {
    const takenOn = today()
    if (model.typedInputUsd.trim() === '' && model.typedOutputUsd.trim() === '') {
      return done(onThisComputer ? freePrice(takenOn) : null)
    }
    return parsePriceUsd(model.typedInputUsd, model.typedOutputUsd, takenOn)
  }

  function remove(providerId: string): void {
    storage.transact(() => {
      kept.remove(providerId)
      catalog.forget(providerId)
    })
    vault.remove(providerId)
    statuses.delete(providerId)
    changed()
  }

  return {
    providers,
    /** Those that have what it needs to be asked. */
    readyProviderIds: (): string[] =>
      accounts()
        .filter(isReady)
        .map(({ providerId }) => providerId),
    catalog: shownCatalog,
    /** Null for a provider that is not there any more. */
    nameOf: (providerId: string): string | null =>
      accounts().find((one) => one.providerId === providerId)?.name ?? null,
    connect,
    isStill,
    billing,
    check,
    findLocal,
    setPrice,
    clearPrice,
    noteStatus,
    saveKey,
    removeKey,
    setAddress,
    addCustom,
    remove,
    /** What is still on its way is taken in no more. */
    close(): void {
      isClosed = true
    },
  }
}
