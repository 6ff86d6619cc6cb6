import { modelKeyText } from '../../../shared/chat/message.ts'
import { type Tier, tiers } from '../../../shared/usage/tier.ts'
import type { Usage, UsageSum } from '../../../shared/usage/usage.ts'
import type { Grouping } from '../../state/usage.ts'
import { say } from '../../words/say.tsx'
import { type Amounts, type Cell, columnOf } from './amounts.ts'

export type Group = UsageSum & { id: string; name: string; tier: Tier | null }

/** What was spent by tier, dearest tier first, or by something else, dearest first. */
export function groupsOf(usage: Usage, grouping: Grouping): Group[] {
  switch (grouping) {
    case 'tier':
      return usage.byTier
        .map((row) => ({ ...row, id: row.key, name: say(`tier.${row.key}`), tier: row.key }))
        .toSorted((one, other) => tiers.indexOf(one.key) - tiers.indexOf(other.key))
    case 'model':
      return dearestFirst(
        usage.byModel.map((row) => ({
          ...row,
          id: modelKeyText(row.key),
          name: row.name ?? row.key.modelId,
          tier: null,
        })),
      )
    case 'provider':
      return dearestFirst(
        usage.byProvider.map((row) => ({
          ...row,
          id: row.key,
          name: row.name ?? row.key,
          tier: null,
        })),
      )
    case 'purpose':
      return dearestFirst(
        usage.byPurpose.map((row) => ({
          ...row,
          id: row.key,
          name: say(`purpose.${row.key}`),
          tier: null,
        })),
      )
  }
}

/** So many rows stand at first; beyond them all others are one. */
const MOST_ROWS = 8

/** The first rows, and the rest as one row of this name; all of them where they are few. */
export function foldedGroups(
  groups: readonly Group[],
  nameOfRest: (count: number) => string,
): Group[] {
  if (groups.length <= MOST_ROWS) return [...groups]
  const rest = groups.slice(MOST_ROWS - 1)
  const sum = (pick: (group: Group) => number): number =>
    rest.reduce((total, group) => total + pick(group), 0)
  return [
    ...groups.slice(0, MOST_ROWS - 1),
    {
      id: 'rest',
      name: nameOfRest(rest.length),
      tier: null,
      spentNanoUsd: sum(({ spentNanoUsd }) => spentNanoUsd),
      turnCount: sum(({ turnCount }) => turnCount),
      savedNanoUsd: sum(({ savedNanoUsd }) => savedNanoUsd),
    },
  ]
}

export type GroupRow = { group: Group; spent: Cell }

/** Rows whose amounts add up to the total as shown. */
export function groupRows(
  groups: readonly Group[],
  totalNanoUsd: number,
  amounts: Amounts,
): GroupRow[] {
  const column = columnOf(
    groups.map(({ spentNanoUsd }) => spentNanoUsd),
    totalNanoUsd,
    amounts,
  )
  return groups.map((group, place) => ({
    group,
    spent: column[place] ?? { units: 0, text: '' },
  }))
}

/** Null where nothing of it was a turn. */
export function perTurnNanoUsd({
  spentNanoUsd,
  turnCount,
}: Pick<UsageSum, 'spentNanoUsd' | 'turnCount'>): number | null {
  return turnCount === 0 ? null : Math.round(spentNanoUsd / turnCount)
}

function dearestFirst(groups: Group[]): Group[] {
  return groups.toSorted((one, other) => other.spentNanoUsd - one.spentNanoUsd)
}
