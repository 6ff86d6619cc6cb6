import type { Database } from 'better-sqlite3'

/** Attachments of questions that are named and not sent any more, by their place in the message. */
export function openDroppedAttachments(database: Database) {
  const places = database
    .prepare<[string], number>(
      'SELECT place FROM dropped_attachment WHERE turn_id = ? ORDER BY place',
    )
    .pluck()
  const drop = database.prepare<[string, number]>(
    'INSERT INTO dropped_attachment(turn_id, place) VALUES(?, ?) ON CONFLICT DO NOTHING',
  )
  const putBack = database.prepare<[string, number]>(
    'DELETE FROM dropped_attachment WHERE turn_id = ? AND place = ?',
  )
  return {
    /** The places of those of one turn, in order. */
    places: (turnId: string): number[] => places.all(turnId),
    drop: (turnId: string, place: number): void => void drop.run(turnId, place),
    putBack: (turnId: string, place: number): void => void putBack.run(turnId, place),
  }
}
