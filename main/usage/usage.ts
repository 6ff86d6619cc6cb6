import type { Input } from '../../shared/ipc/contract.ts'
import { failed, done, type Result } from '../../shared/result.ts'
import type { Usage, UsageSpan } from '../../shared/usage/usage.ts'
import { localDay } from '../ledger/calendar.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { isDamage } from '../storage/failure-of-sqlite.ts'
import type { Period } from '../storage/periods.ts'
import type { Storage } from '../storage/storage.ts'
import { foldAll } from './fold-all.ts'
import { openFold } from './fold.ts'
import { readUsage, type UsageFrom } from './read-usage.ts'
import { storedSource, tableSource, type UsageSource } from './source.ts'
import { usageCsv, usageFileName, usageJson } from './write-usage.ts'

/** What ended is in the rows so long after it, unless it is asked for before. */
const SOON_MS = 400

/** What an earlier run or a restore left is taken up once the first screen stands. */
const AFTER_START_MS = 4_500

/** Between two goes, so that whatever else waits comes first. */
const PAUSE_MS = 10

export type UsageOptions = {
  storage: Storage
  ledger: Pick<Ledger, 'budget' | 'nowMs'>
  /** What models and providers are called now; null: they are not there any more. */
  modelName: (providerId: string, modelId: string) => string | null
  providerName: (providerId: string) => string | null
  creditsPerUsd: () => number
  /** Runs a function later; returns how to call it off. */
  after: (delayMs: number, run: () => void) => () => void
  report: (error: unknown) => void
}

type UsageFile = { name: string; format: 'csv' | 'json'; text: string }

export type UsageReader = ReturnType<typeof openUsage>

/**
 * What a profile has used. Rows beside the ledger are brought up with it in goes that nobody waits
 * for, or at the latest when they are asked for; they never hold a turn up.
 */
export function openUsage(options: UsageOptions) {
  const { storage, after, report } = options
  /** Opened when it is first needed, which is after the first screen stands. */
  let fold: ReturnType<typeof openFold> | null = null
  let isClosed = false
  let cancel = after(AFTER_START_MS, go)
  /** Reads that wait between two goes, told when the profile is closed. */
  const waiting = new Set<() => void>()

  function goIn(delayMs: number): void {
    cancel()
    if (!isClosed) cancel = after(delayMs, go)
  }

  function step(): boolean {
    fold ??= openFold(storage)
    return fold.step()
  }

  function go(): void {
    try {
      if (!isClosed && step()) goIn(PAUSE_MS)
    } catch (error) {
      // The next turn, or who looks, tries again; until then the entries say the same.
      report(error)
    }
  }

  /**
   * Brings the rows up with the entries, made anew if they are wrong. False if the disk does not take
   * them, or it was closed.
   */
  async function catchUp(areWrong = false): Promise<boolean> {
    try {
      if (areWrong) storage.transact(() => storage.usageRows.empty())
      while (!isClosed && step()) await pause()
      return !isClosed
    } catch (error) {
      if (isDamage(error)) throw error
      report(error)
      return false
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const goOn = (): void => {
        waiting.delete(goOn)
        resolve()
      }
      waiting.add(goOn)
      after(0, goOn)
    })
  }

  async function read({ span, day }: Input<'usage.read'>): Promise<Result<Usage>> {
    const isKept = await catchUp()
    if (isClosed) return failed({ kind: 'internal', message: 'The profile is closed' })
    if (!isKept) return done(usageIn(options, inMemory(), span, day))
    const usage = usageIn(options, storedSource(storage), span, day)
    if (isSumOfEntries(usage)) return done(usage)
    // Rows can be made anew; what they are made from is checked by others.
    report(new Error(`Usage of ${usage.firstDay} was not what its entries sum to`))
    const right = usageIn(options, inMemory(), span, day)
    await catchUp(true)
    return done(right)
  }

  /** From the entries alone, which takes longer. */
  function inMemory(): UsageSource {
    return tableSource(foldAll(storage), titlesIn(storage))
  }

  /** The same as a file, with a name for it that lacks its ending. */
  async function exported({ format, ...asked }: Input<'usage.export'>): Promise<Result<UsageFile>> {
    const usage = await read(asked)
    if (!usage.ok) return usage
    const text = (format === 'csv' ? usageCsv : usageJson)(usage.value, options.creditsPerUsd())
    return done({ name: usageFileName(usage.value), format, text })
  }

  return {
    read,
    export: exported,
    /** Something ended, or was corrected. */
    soon: (): void => goIn(SOON_MS),
    close(): void {
      isClosed = true
      cancel()
      for (const goOn of waiting) goOn()
    },
  }
}

/** Of a month it is known what it must sum to. */
function isSumOfEntries({ month, total }: Usage): boolean {
  if (month === null) return true
  const { spentNanoUsd, overrunNanoUsd } = month.balances
  return total.spentNanoUsd === spentNanoUsd + overrunNanoUsd
}

/** Usage of a profile as it is now, from one source or another. Opens no period. */
export function usageIn(
  options: Pick<UsageOptions, 'storage' | 'ledger' | 'modelName' | 'providerName'>,
  source: UsageSource,
  span: UsageSpan,
  day: string | null,
): Usage {
  const { storage, ledger, modelName, providerName } = options
  const { usageNames } = storage
  const { period: due, balances } = ledger.budget()
  const opened = storage.periods.all()
  const nowMs = ledger.nowMs()
  // A clock that is in doubt leads to no other month.
  const isNew = due.startsAtMs <= nowMs && !opened.some(({ id }) => id === due.id)
  const periods = isNew || opened.length === 0 ? [...opened, due] : opened
  const timeZone = periods.at(-1)?.timeZone ?? due.timeZone
  const from: UsageFrom = {
    source,
    periods,
    balancesOf: ({ id }: Period) => (id === due.id ? balances : storage.periods.balances(id)),
    today: localDay(nowMs, timeZone),
    names: {
      model: ({ providerId, modelId }) =>
        modelName(providerId, modelId) ?? usageNames.model(providerId, modelId) ?? modelId,
      provider: (providerId) =>
        providerName(providerId) ?? usageNames.provider(providerId) ?? providerId,
    },
  }
  return readUsage(from, span, day)
}

/** What conversations are called. */
export function titlesIn({ conversations }: Pick<Storage, 'conversations'>) {
  return (conversationId: string): string => conversations.find(conversationId)?.title ?? ''
}
