import type { ModelKey } from '../../shared/chat/message.ts'
import type { Events } from '../../shared/ipc/contract.ts'
import type { EventName } from '../../shared/ipc/names.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { TokenCounter } from '../estimate/token-counter.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Storage } from '../storage/storage.ts'

/** Everything turns stand on. Time, ids and timers come in, so that tests can drive them. */
export type TurnsOptions = {
  storage: Storage
  ledger: Ledger
  catalog: Catalog
  /** Counts tokens exactly, off the main thread. */
  counter: TokenCounter
  accounts: Accounts
  /** Whether a provider may be asked how many tokens a message has, which sends it the message. */
  countsAtProvider: () => boolean
  /** The model that writes titles; null: they are the first words. */
  titleModel: () => ModelKey | null
  nowMs: () => number
  newId: () => string
  /** Runs a function later; returns how to call it off. */
  after: (delayMs: number, run: () => void) => () => void
  tell: <N extends EventName>(name: N, payload: Events[N]) => void
  /** Room left on the disk that holds the profile, in bytes; null where that cannot be told. */
  freeBytes: () => number | null
  /** Something went wrong that nobody waits for. It is logged. */
  report: (error: unknown) => void
}
