import { expect, test } from 'vitest'
import { openContexts } from '../../main/turns/context.ts'
import { addConversationWithTurn, questionRow, writingRow } from '../helpers/chat-rows.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'

test('histories of the conversations read last are kept in memory, and no others', () => {
  const contexts = openContexts(profileOnDisk().storage, () => 0)
  const first = contexts.of('conversation 1')
  for (let number = 2; number <= 8; number += 1) contexts.of(`conversation ${number}`)
  expect(contexts.of('conversation 1')).toBe(first)
  const second = contexts.of('conversation 2')
  for (let number = 9; number <= 15; number += 1) contexts.of(`conversation ${number}`)
  expect(contexts.of('conversation 2')).toBe(second)
  expect(contexts.of('conversation 1')).not.toBe(first)
})

test('a history that may have changed is read anew, and what has its answer is not read twice', () => {
  const { storage } = profileOnDisk()
  const contexts = openContexts(storage, () => 0)
  addConversationWithTurn(storage, 'c', 'first')
  addMessages('first')
  const before = contexts.of('c')
  const second = { turnId: 'second', conversationId: 'c', comparisonId: null, createdAtMs: 1 }
  storage.turns.add({ ...second, parentId: 'first' })
  contexts.forget('c')
  expect(contexts.of('c').turns).toEqual(before.turns)
  addMessages('second')
  contexts.forget('c')
  const after = contexts.of('c')
  expect(after.turns.map(([question]) => question?.turnId)).toEqual(['first', 'second'])
  expect(after.turns[0]).toBe(before.turns[0])
  expect(contexts.of('c', 'first').turns).toEqual([before.turns[0]])
  contexts.drop('c')
  expect(contexts.of('c').turns[0]).not.toBe(before.turns[0])

  function addMessages(turnId: string): void {
    const text = JSON.stringify([{ type: 'text', text: turnId }])
    storage.messages.add(questionRow(turnId, text))
    const answer = { ...writingRow(turnId, ''), attemptId: null, state: 'completed' as const }
    storage.messages.add({ ...answer, partsJson: text })
  }
})
