import { expect, test } from 'vitest'
import { addConversationWithTurn, writingRow } from '../helpers/chat-rows.ts'
import { CREDIT, type ProfileOnDisk, profileOnDisk } from '../helpers/profile-on-disk.ts'

/** A conversation that a practice model answered in, and what usage says of one model there. */
function addUsed(
  { storage, ledger }: ProfileOnDisk,
  conversationId: string,
  modelId: string,
  turnCount: number,
): void {
  addConversationWithTurn(storage, conversationId, `turn of ${conversationId}`)
  storage.messages.add({ ...writingRow(`turn of ${conversationId}`, ''), attemptId: null })
  storage.usageConversations.add({
    conversationId,
    periodId: ledger.budget().period.id,
    day: '2026-11-10',
    providerId: 'practice',
    modelId,
    turnCount,
    spentNanoUsd: CREDIT,
    savedNanoUsd: 0,
  })
}

test('a model is called as its answers were, wherever else it was used before', () => {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  addUsed(profile, 'a title', 'practice-light', 0)
  addUsed(profile, 'an answer', 'practice-light', 1)
  const { usageNames } = profile.storage
  expect(usageNames.model('practice', 'practice-light')).toBe('Light')
  expect(usageNames.provider('practice')).toBe('Practice')
})

test('for a model that only wrote titles no message is looked through', () => {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  addUsed(profile, 'a title', 'practice-light', 0)
  const { usageNames } = profile.storage
  // There is one, of a branch: it would have been found.
  expect(usageNames.model('practice', 'practice-light')).toBeNull()
  expect(usageNames.provider('practice')).toBeNull()
})
