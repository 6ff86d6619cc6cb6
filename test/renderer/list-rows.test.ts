import { describe, expect, test } from 'vitest'
import {
  listRows,
  nameOf,
  nextKeyOf,
  rowsInSight,
  scrollTopFor,
} from '../../renderer/screens/frame/list-rows.ts'
import type { ConversationSummary } from '../../shared/chat/message.ts'

const NOON = new Date(2026, 10, 22, 12).getTime()
const DAY_MS = 24 * 60 * 60 * 1_000

function conversation(
  title: string,
  daysAgo: number,
  rest: Partial<ConversationSummary> = {},
): ConversationSummary {
  return {
    conversationId: title,
    title,
    titleFrom: 'person',
    updatedAtMs: NOON - daysAgo * DAY_MS,
    spentNanoUsd: 100_000,
    uncertainNanoUsd: 0,
    model: null,
    folderId: null,
    isPinned: false,
    importedFrom: null,
    ...rest,
  }
}

const house = { folderId: 'house', name: 'House', options: null }
const empty = { folderId: 'empty', name: 'Empty', options: null }

const summaries = [
  conversation('now', 0),
  conversation('pinned', 0, { isPinned: true }),
  conversation('boiler', 0, { folderId: 'house' }),
  conversation('yesterday', 1),
  conversation('week', 7),
  conversation('month', 30),
  conversation('october', 31),
  conversation('pinned in house', 400, { isPinned: true, folderId: 'house' }),
  conversation('last year', 400),
]

function titles(rows: ReturnType<typeof listRows>): [string, string[]][] {
  return rows.groups.map(({ title, rows: inGroup }) => [
    title,
    inGroup.map(({ row }) => nameOf(row)),
  ])
}

describe('the list', () => {
  test('has each conversation once: pinned, in its folder, or by the day of its last turn', () => {
    const rows = listRows(summaries, [empty, house], new Set(['house', 'empty']), NOON)
    expect(titles(rows)).toEqual([
      ['Pinned', ['pinned', 'pinned in house']],
      ['Folders', ['Empty', '', 'House', 'boiler']],
      ['Today', ['now']],
      ['Yesterday', ['yesterday']],
      ['Past 7 days', ['week']],
      ['Past 30 days', ['month']],
      ['October 2026', ['october']],
      ['October 2025', ['last year']],
    ])
  })

  test('says what all of a folder cost, closed, and what is pinned of it included', () => {
    const rows = listRows(summaries, [house], new Set(), NOON)
    expect(rows.reachable.find(({ row }) => row.kind === 'folder')?.row).toMatchObject({
      spentNanoUsd: 200_000,
      isOpen: false,
    })
    expect(titles(rows)[1]).toEqual(['Folders', ['House']])
  })

  test('draws what is in sight and the row with the focus, each in its place', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => conversation(`${index}`, 0))
    const rows = listRows(many, [], new Set(), NOON)
    const drawn = rowsInSight(rows, 28_000, 28_600, '4999').flatMap((group) => group.rows)
    expect(drawn.length).toBeLessThan(40)
    expect(drawn.some(({ top }) => top > 28_000 && top < 28_100)).toBe(true)
    expect(drawn.at(-1)?.row.key).toBe('4999')
    const last = rows.reachable.at(-1)
    if (!last) throw new Error('no rows')
    expect(scrollTopFor(last, 0, 600)).toBe(rows.height - 600)
    expect(nextKeyOf(rows, last)).toBe('4998')
  })
})
