import type { Database } from 'better-sqlite3'

export type NewTurn = {
  turnId: string
  conversationId: string
  /** The turn it comes after; null for a first one. */
  parentId: string | null
  /** Sent together with others, to be compared. */
  comparisonId: string | null
  createdAtMs: number
}

export type TurnRow = NewTurn & { position: number; isShown: 0 | 1 }

/**
 * The turns of each conversation: a tree, in which turns with the same parent are versions of one
 * another. One way through it is shown, with one turn at each position.
 */
export function openTurnTree(database: Database) {
  const columns = `id AS turnId, conversation_id AS conversationId, parent_id AS parentId,
    position, is_shown AS isShown, comparison_id AS comparisonId, created_at_ms AS createdAtMs`
  /** Those of a comparison are written in one moment. */
  const written = '(SELECT min(message.id) FROM message WHERE message.turn_id = turn.id)'
  const select = <P extends unknown[]>(rest: string) =>
    database.prepare<P, TurnRow>(`SELECT ${columns} FROM turn WHERE ${rest}`)
  const insert = database.prepare<TurnRow>(
    `INSERT INTO turn(id, conversation_id, parent_id, position, is_shown, comparison_id,
       created_at_ms)
     VALUES(@turnId, @conversationId, @parentId, @position, @isShown, @comparisonId, @createdAtMs)`,
  )
  const find = select<[string]>('id = ?')
  const shown = 'conversation_id = ? AND is_shown = 1'
  const shownIds = database
    .prepare<[string], string>(`SELECT id FROM turn WHERE ${shown} ORDER BY position`)
    .pluck()
  const lastShown = select<[string]>(`${shown} ORDER BY position DESC LIMIT 1`)
  const before = select<[string, number, number]>(
    `${shown} AND position < ? ORDER BY position DESC LIMIT ?`,
  )
  const after = select<[string, number, number]>(
    `${shown} AND position > ? ORDER BY position LIMIT ?`,
  )
  const versions = database
    .prepare<[string, number, string | null], string>(
      `SELECT id FROM turn WHERE conversation_id = ? AND position = ? AND parent_id IS ?
       ORDER BY created_at_ms, ${written}`,
    )
    .pluck()
  const newestChild = select<[string, number, string]>(
    `conversation_id = ? AND position = ? AND parent_id = ?
     ORDER BY created_at_ms DESC, id DESC LIMIT 1`,
  )
  const compared = select<[string, number, string]>(
    `conversation_id = ? AND position = ? AND comparison_id = ? ORDER BY created_at_ms, ${written}`,
  )
  const all = select<[string]>('conversation_id = ? ORDER BY position, created_at_ms, id')
  const hideFrom = database.prepare<[string, number]>(
    'UPDATE turn SET is_shown = 0 WHERE conversation_id = ? AND is_shown = 1 AND position >= ?',
  )
  const showOne = database.prepare<[string]>('UPDATE turn SET is_shown = 1 WHERE id = ?')

  function findTurn(turnId: string): TurnRow | null {
    return find.get(turnId) ?? null
  }

  /** What leads to a turn, from the first to the turn itself. */
  function wayTo(turnId: string): TurnRow[] {
    const way: TurnRow[] = []
    let turn = findTurn(turnId)
    while (turn) {
      way.push(turn)
      turn = turn.parentId === null ? null : findTurn(turn.parentId)
    }
    return way.reverse()
  }

  /** Shows these, each the parent of the next, instead of what stands at their places. */
  function showWay(way: readonly TurnRow[]): void {
    const first = way.find(({ isShown }) => isShown === 0)
    if (!first) return
    hideFrom.run(first.conversationId, first.position)
    for (const { turnId, position } of way) if (position >= first.position) showOne.run(turnId)
  }

  return {
    find: findTurn,
    wayTo,
    /** Adds it after its parent. If shown, it takes the place of what was shown from there on. */
    add(turn: NewTurn, isShown = true): void {
      const parent = turn.parentId === null ? null : findTurn(turn.parentId)
      const position = (parent?.position ?? 0) + 1
      if (isShown) {
        if (parent?.isShown === 0) showWay(wayTo(parent.turnId))
        hideFrom.run(turn.conversationId, position)
      }
      insert.run({ ...turn, position, isShown: isShown ? 1 : 0 })
    },
    /** Shows a turn, what leads to it, and the newest of what follows it. */
    show(turnId: string): void {
      const way = wayTo(turnId)
      let turn = way.at(-1)
      if (!turn) return
      for (;;) {
        const child = newestChild.get(turn.conversationId, turn.position + 1, turn.turnId)
        if (!child) break
        way.push(child)
        turn = child
      }
      showWay(way)
    },
    /** The last turn that is shown; null in a conversation without turns. */
    lastShown: (conversationId: string): TurnRow | null => lastShown.get(conversationId) ?? null,
    /** The ids of all that are shown, in order. */
    shownIds: (conversationId: string): string[] => shownIds.all(conversationId),
    /** So many shown turns before a position, in order. */
    before: (conversationId: string, position: number, count: number): TurnRow[] =>
      before.all(conversationId, position, count).reverse(),
    after: (conversationId: string, position: number, count: number): TurnRow[] =>
      after.all(conversationId, position, count),
    /** The ids of a turn and its versions, oldest first. */
    versions: ({ conversationId, position, parentId }: TurnRow): string[] =>
      versions.all(conversationId, position, parentId),
    /** The turns that were sent together to be compared, at the place of this one. */
    compared: (
      { conversationId, position }: Pick<TurnRow, 'conversationId' | 'position'>,
      comparisonId: string,
    ): TurnRow[] => compared.all(conversationId, position, comparisonId),
    /** Every version of every turn, parents first. */
    all: (conversationId: string): TurnRow[] => all.all(conversationId),
  }
}
