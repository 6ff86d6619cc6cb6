import SqliteDatabase from 'better-sqlite3'
import { addConversationWithTurn } from '../../helpers/chat-rows.ts'
import { openStorage } from '../../../main/storage/storage.ts'
import { withLazyStatements } from '../lazy-statements.ts'
import { isInScope } from './paper-envelopes.ts'

/** As many as there are attempts in a sequence, and one more. */
const CHATS = 15

const images = new WeakMap<Buffer, Buffer>()

/** The same database with a conversation for each attempt, every third of them in a folder. */
export function imageWithChats(image: Buffer): Buffer {
  let found = images.get(image)
  if (!found) images.set(image, (found = addChats(image)))
  return found
}

function addChats(image: Buffer): Buffer {
  const database = new SqliteDatabase(image)
  const storage = openStorage(withLazyStatements(database))
  storage.folders.save({ folderId: 'work', name: 'Work', optionsJson: '{}' }, 0)
  for (let number = 1; number <= CHATS; number += 1) {
    const conversationId = `chat of a${number}`
    addConversationWithTurn(storage, conversationId, `turn of a${number}`)
    if (isInScope('folder', `a${number}`)) storage.arrangement.move(conversationId, 'work')
  }
  const withChats = database.serialize()
  database.close()
  return withChats
}
