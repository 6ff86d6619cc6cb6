import { expect, test } from 'vitest'
import { filledIn, variablesOf } from '../../renderer/screens/library/prompt-variables.ts'

test('what a prompt asks for is named in double braces, and asked for once', () => {
  const text = 'Into {{ language }}: {{text}}. Keep {{language}}, {not this} and {{}}.'
  expect(variablesOf(text)).toEqual(['language', 'text'])
  const values = new Map([
    ['language', 'Welsh'],
    ['text', 'a $& b {{language}}'],
  ])
  expect(filledIn(text, values)).toBe(
    'Into Welsh: a $& b {{language}}. Keep Welsh, {not this} and {{}}.',
  )
})

test('what was left empty goes', () => {
  expect(filledIn('Hello {{name}}', new Map())).toBe('Hello ')
})

test('a text full of braces is read in an instant', () => {
  expect(variablesOf('{{'.repeat(50_000))).toEqual([])
})
