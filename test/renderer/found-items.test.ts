import { expect, test } from 'vitest'
import { foundGroups } from '../../renderer/screens/search/found-items.ts'
import type { SearchHit } from '../../shared/ipc/shapes.ts'

function hit(place: number, change: Partial<SearchHit> = {}): SearchHit {
  return {
    place,
    conversationId: 'one',
    turnId: `turn ${place}`,
    position: 0,
    role: 'user',
    title: 'Letter',
    modelName: null,
    createdAtMs: 0,
    excerpt: 'the visitor pontoon moves',
    ranges: [],
    ...change,
  }
}

test('a question that went to three models is found once, each of their answers too', () => {
  const hits = [
    hit(9, { role: 'assistant' }),
    hit(8),
    hit(7, { role: 'assistant' }),
    hit(6),
    hit(4),
    hit(2, { excerpt: 'the pontoon, said otherwise' }),
  ]
  const [messages] = foundGroups(null, [], hits)
  expect(messages?.items.map(({ id }) => id)).toEqual([
    'message 9',
    'message 8',
    'message 7',
    'message 2',
  ])
})

test('the same words in another turn, or another conversation, are found there as well', () => {
  const hits = [hit(6), hit(4, { position: 1 }), hit(2, { conversationId: 'two' })]
  const [messages] = foundGroups(null, [], hits)
  expect(messages?.items).toHaveLength(3)
})
