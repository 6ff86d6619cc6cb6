import { expect, test } from 'vitest'
import { openContexts } from '../../main/turns/context.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'

test('histories of the conversations read last are kept in memory, and no others', () => {
  const contexts = openContexts(profileOnDisk().storage)
  const first = contexts.of('conversation 1')
  for (let number = 2; number <= 8; number += 1) contexts.of(`conversation ${number}`)
  expect(contexts.of('conversation 1')).toBe(first)
  const second = contexts.of('conversation 2')
  for (let number = 9; number <= 15; number += 1) contexts.of(`conversation ${number}`)
  expect(contexts.of('conversation 2')).toBe(second)
  expect(contexts.of('conversation 1')).not.toBe(first)
})
