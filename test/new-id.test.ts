import { expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../main/new-id.ts'

test('ids are UUIDs of version 7: none comes twice, and later ones sort after earlier ones', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => newId(Date.UTC(2026, 10, 22) + index))
  for (const id of ids) expect(z.uuidv7().safeParse(id).success).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
})
