import type { Database } from 'better-sqlite3'
import { type Result, done, failed } from '../../shared/result.ts'
import type {
  DriftMeasure,
  DriftOpen,
  DriftSources,
  FileDrift,
  KeyDrift,
} from '../../shared/usage/drift.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { KeyUsage } from '../providers/provider.ts'
import { openProviderAttempts } from '../storage/provider-attempts.ts'
import { compareDays } from './compare-days.ts'
import { exportFormats } from './export-formats.ts'
import { openModelNames } from './model-names.ts'
import { type ExportLine, readExport } from './read-export.ts'
import { dayStartMs, spanStartMs } from './utc-spans.ts'

export type DriftOptions = {
  database: Database
  accounts: Accounts
  catalog: Catalog
  nowMs: () => number
}

export type DriftCheck = ReturnType<typeof openDrift>

/** Asks for a file; null: the person thought better of it. */
export type ChooseFile = (kind: {
  name: string
  extensions: readonly string[]
}) => Promise<string | null>

const ASK_TIMEOUT_MS = 15_000
const MAX_TURNS = 50
const csvFiles = { name: 'CSV', extensions: ['csv', 'tsv', 'txt'] } as const

const spans = ['day', 'week', 'month', 'ever'] as const

/**
 * Compares what the ledger has of a provider with what the provider says of itself. Only reads: a
 * difference is shown, and nothing is corrected by it.
 */
export function openDrift({ database, accounts, catalog, nowMs }: DriftOptions) {
  const attempts = openProviderAttempts(database)

  function openOf(asked: Parameters<typeof attempts.open>[0], uncountedCount: number): DriftOpen {
    const counts = attempts.openCounts(asked)
    const names = openModelNames(asked.providerId, catalog)
    const turns = attempts.open(asked, MAX_TURNS).map((attempt) => ({
      turnId: attempt.turnId,
      conversationId: attempt.conversationId,
      title: attempt.title,
      modelName: names.nameOf(attempt.modelId),
      sentAtMs: attempt.createdAtMs,
      state: attempt.isSettled ? ('estimated' as const) : ('uncertain' as const),
      nanoUsd: attempt.nanoUsd,
    }))
    const restCount = counts.uncertainCount + counts.estimatedCount - turns.length
    return { ...counts, uncountedCount, turns, restCount }
  }

  function keyRow(span: (typeof spans)[number], providerId: string, usage: KeyUsage, atMs: number) {
    const { ownNanoUsd, byokNanoUsd } = usage[span]
    const asked = { providerId, fromMs: spanStartMs(span, atMs), untilMs: Number.MAX_SAFE_INTEGER }
    return {
      span,
      hereNanoUsd: attempts.spentNanoUsd(asked),
      thereNanoUsd: ownNanoUsd === null ? null : ownNanoUsd + (byokNanoUsd ?? 0),
      byokNanoUsd,
    }
  }

  return {
    sources(): DriftSources {
      const providers = accounts.providers()
      const isExported = new Set(exportFormats.map(({ providerId }) => providerId))
      const named = ({ providerId, name }: (typeof providers)[number]) => ({
        providerId,
        providerName: name,
      })
      return {
        asked: providers
          .filter(({ providerId }) => accounts.billing(providerId).tellsUsage)
          .map(named),
        exported: providers.filter(({ providerId }) => isExported.has(providerId)).map(named),
      }
    },

    /** Asks the provider what was spent with its key. Costs nothing. */
    async askProvider(providerId: string): Promise<Result<KeyDrift>> {
      const connected = await accounts.connect(providerId)
      if (!connected.ok) return connected
      const { connection, adapter } = connected.value
      const { providerName } = connection
      if (!adapter.keyUsage) return failed({ kind: 'usage-not-told', providerName })
      const usage = await adapter.keyUsage(connection, AbortSignal.timeout(ASK_TIMEOUT_MS))
      if (!accounts.isStill(providerId, connection)) {
        return failed({ kind: 'connection-ended', providerName })
      }
      if (!usage.ok) return usage
      const atMs = nowMs()
      const ever = { providerId, fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER }
      return done({
        providerName,
        askedAtMs: atMs,
        rows: spans.map((span) => keyRow(span, providerId, usage.value, atMs)),
        limitRemainingNanoUsd: usage.value.limitRemainingNanoUsd,
        open: openOf(ever, 0),
      })
    },

    /** Asks for an export of a provider and compares it with the days it is of. */
    async compareFile(chooseFile: ChooseFile): Promise<Result<FileDrift | null>> {
      const path = await chooseFile(csvFiles)
      if (path === null) return done(null)
      const read = await readExport(path)
      if (!read.ok) return read
      const { fileName, format, firstDay, lastDay, lines } = read.value
      const { providerId, providerName } = format
      const measures = saidBy(lines, format.measures)
      const asked = {
        providerId,
        fromMs: dayStartMs(firstDay),
        untilMs: dayStartMs(lastDay, 1),
      }
      const settled = attempts.days(asked)
      const names = openModelNames(providerId, catalog)
      // Only where tokens are compared does it matter that they were not counted.
      const uncountedCount = measures.includes('inputTokens')
        ? settled.reduce((sum, day) => sum + day.uncountedCount, 0)
        : 0
      return done({
        format: format.format,
        fileName,
        providerName:
          accounts.providers().find((one) => one.providerId === providerId)?.name ?? providerName,
        firstDay,
        lastDay,
        measures,
        ...compareDays(lines, settled, measures, names),
        open: openOf(asked, uncountedCount),
      })
    },
  }
}

/** What any line says: a column that is not there, or always empty, is not compared. */
function saidBy(lines: readonly ExportLine[], measures: readonly DriftMeasure[]): DriftMeasure[] {
  const isSaid = (measure: DriftMeasure): boolean =>
    lines.some(({ figures }) => figures[measure === 'costNanoUsd' ? 'costUsd' : measure] !== null)
  return lines.length === 0 ? [...measures] : measures.filter(isSaid)
}
