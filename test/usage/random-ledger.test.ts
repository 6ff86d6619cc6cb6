import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldAll } from '../../main/usage/fold-all.ts'
import { openFold } from '../../main/usage/fold.ts'
import { storedSource, tableSource, type UsageSource } from '../../main/usage/source.ts'
import { differences, type UsageTable } from '../../main/usage/table.ts'
import { titlesIn, usageIn } from '../../main/usage/usage.ts'
import { roundedParts, shownUnitNanoUsd } from '../../renderer/words/credit-column.ts'
import { type Usage, type UsageSum, usageSpans } from '../../shared/usage/usage.ts'
import { type ProfileOnDisk, profileOnDisk } from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { join } from 'node:path'
import { openPlayer, steps } from './random-ledger.ts'

const SEED = Number(process.env['FARTHING_USAGE_SEED'] ?? 20_261_122)
const RUNS = Number(process.env['FARTHING_USAGE_RUNS'] ?? 40)

test(`whatever happens to a ledger, what is kept says the same as its entries (${RUNS} from seed ${SEED})`, () => {
  fc.assert(
    fc.property(steps, (all) => {
      const profile = profileOnDisk(join(temporaryFolder(), 'farthing.db'))
      const { storage } = profile
      // Small, so that what belongs together falls into several goes.
      const fold = openFold(storage, { entries: 11, reports: 2 })
      const foldWhole = (): void => {
        while (fold.step());
      }
      const play = openPlayer(profile, () => void fold.step())
      for (const [index, step] of all.entries()) {
        play(step)
        if (index % 50 === 49) expectTheSame(profile, foldWhole)
      }
      expectTheSame(profile, foldWhole)
      profile.close()
    }),
    { seed: SEED, numRuns: RUNS },
  )
}, 240_000)

/** What is kept, what the entries say, and every view of both. */
function expectTheSame(profile: ProfileOnDisk, foldWhole: () => void): void {
  const { storage, ledger } = profile
  foldWhole()
  const stored: UsageTable = {
    days: storage.usageRows.all(),
    conversations: storage.usageConversations.all(),
  }
  const fromZero = foldAll(storage)
  expect(differences(stored, fromZero)).toEqual([])
  const options = {
    storage,
    ledger,
    modelName: (_: string, modelId: string) => modelId,
    providerName: () => null,
  }
  const kept = storedSource(storage)
  const counted = tableSource(fromZero, titlesIn(storage))
  const read = (source: UsageSource, span: Usage['span'], day: string | null): Usage =>
    usageIn(options, source, span, day)
  for (const span of usageSpans) {
    let usage = read(kept, span, null)
    for (let number = 0; number < 3; number += 1) {
      expect(usage).toEqual(read(counted, span, usage.firstDay))
      expectToAddUp(usage)
      if (usage.earlierDay === null) break
      usage = read(kept, span, usage.earlierDay)
    }
  }
  // Every month, one after the other, is its balance, and all of them are everything.
  let month = read(kept, 'month', null)
  let sum = month.total.spentNanoUsd
  while (month.earlierDay !== null) {
    const before = month
    month = read(kept, 'month', month.earlierDay)
    expect(month.laterDay).toBe(before.firstDay)
    sum += month.total.spentNanoUsd
  }
  expect(sum).toBe(read(kept, 'all', null).total.spentNanoUsd)
}

function expectToAddUp(usage: Usage): void {
  const { total, month, bars } = usage
  for (const rows of listsOf(usage)) {
    expect(sumOf(rows)).toEqual(total)
    for (const creditsPerUsd of [100, 1_000, 10_000, 31_250, 1_000_000]) {
      const unit = shownUnitNanoUsd(total.spentNanoUsd, creditsPerUsd)
      const parts = rows.map(({ spentNanoUsd }) => spentNanoUsd)
      const shown = roundedParts(parts, total.spentNanoUsd, unit)
      if (rows.length === 0) continue
      const shownTotal = Math.round(total.spentNanoUsd / unit) * unit
      expect(shown.reduce((sum, part) => sum + part, 0)).toBe(shownTotal)
    }
  }
  if (usage.span !== 'day') {
    const spent = bars.flatMap((bar) => Object.values(bar.spentNanoUsd))
    expect(spent.reduce((sum, part) => sum + part, 0)).toBe(total.spentNanoUsd)
    expect(bars.reduce((sum, { turnCount }) => sum + turnCount, 0)).toBe(total.turnCount)
  }
  if (!month) return
  expect(bars).toHaveLength(month.dayCount)
  expect(total.spentNanoUsd).toBe(month.balances.spentNanoUsd + month.balances.overrunNanoUsd)
}

function listsOf(usage: Usage): readonly (readonly UsageSum[])[] {
  const { byTier, byModel, byProvider, byPurpose, byConversation } = usage
  return [byTier, byModel, byProvider, byPurpose, byConversation]
}

function sumOf(rows: readonly UsageSum[]): UsageSum {
  const total = { spentNanoUsd: 0, turnCount: 0, savedNanoUsd: 0 }
  for (const row of rows) {
    total.spentNanoUsd += row.spentNanoUsd
    total.turnCount += row.turnCount
    total.savedNanoUsd += row.savedNanoUsd
  }
  return total
}
