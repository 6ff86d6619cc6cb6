import { expect, test } from 'vitest'
import { conversationOf, NOTHING_SAID } from '../../main/providers/conversation.ts'
import type { ProviderMessage, ProviderPart } from '../../main/providers/provider.ts'
import { says } from './attempt.ts'

const image: ProviderPart = { type: 'image', mediaType: 'image/png', base64: 'iVBORw0KGgo=' }
const text = (said: string): ProviderPart => ({ type: 'text', text: said })
const nothing: ProviderMessage = says('user', NOTHING_SAID)

test('what is blank is left out, and neighbours of one side are joined', () => {
  expect(
    conversationOf([
      says('user', 'First'),
      says('assistant', 'Answer'),
      says('user', 'Second'),
      says('assistant', ' \n'),
      { role: 'user', parts: [text(''), image, text('Third')] },
    ]),
  ).toEqual([
    says('user', 'First'),
    says('assistant', 'Answer'),
    { role: 'user', parts: [text('Second'), image, text('Third')] },
  ])
  expect(conversationOf([says('user', 'One'), says('user', 'Two')])).toEqual([
    says('user', 'One\n\nTwo'),
  ])
})

test('parts of one message that are text become one, as they are', () => {
  expect(conversationOf([{ role: 'user', parts: [text('a'), text(' '), text('b')] }])).toEqual([
    says('user', 'a b'),
  ])
})

test('it begins and ends with the person, whatever was left out', () => {
  expect(conversationOf([])).toEqual([nothing])
  expect(conversationOf([says('assistant', 'Hello')])).toEqual([
    nothing,
    says('assistant', 'Hello'),
    nothing,
  ])
  expect(conversationOf([says('user', ' '), says('assistant', 'Hi'), says('user', 'Go')])).toEqual([
    nothing,
    says('assistant', 'Hi'),
    says('user', 'Go'),
  ])
})

test('an image in an answer is left out: no model has made it, and none takes it', () => {
  const answer: ProviderMessage = { role: 'assistant', parts: [text('Here'), image] }
  expect(conversationOf([says('user', 'Draw'), answer, says('user', 'Thanks')])[1]).toEqual(
    says('assistant', 'Here'),
  )
})

test('half a surrogate pair, which no JSON reader takes, is replaced', () => {
  expect(conversationOf([says('user', 'a\ud83d b')])).toEqual([says('user', 'a\ufffd b')])
})
