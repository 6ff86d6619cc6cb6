import { expect, test } from 'vitest'
import { chatOptionsOf } from '../../main/turns/chat-options.ts'
import { defaultChatOptions } from '../../shared/chat/message.ts'

function kept(optionsJson: string | null) {
  return chatOptionsOf({ conversations: { optionsJson: () => optionsJson } }, 'any')
}

test('a field that makes no sense any more costs itself alone', () => {
  const json = JSON.stringify({ systemText: 'Be brief.', effort: 'extreme', temperature: 7 })
  expect(kept(json)).toEqual({ ...defaultChatOptions, systemText: 'Be brief.' })
})

test.each([null, '{}', 'null', '[]', '"text"', '5'])(
  'what is kept as %s is nothing set',
  (json) => {
    expect(kept(json)).toEqual(defaultChatOptions)
  },
)
