import { expect, test } from 'vitest'
import { readErrorText } from '../../main/providers/error-body.ts'
import { unsupportedIn } from '../../main/providers/unsupported.ts'

test('a complaint inside a message, as Mistral makes it, is read with the field it is about', () => {
  const complaint = {
    type: 'extra_forbidden',
    loc: ['body', 'reasoning_effort'],
    msg: 'Extra inputs are not permitted',
    input: 'high',
  }
  const said = readErrorText(JSON.stringify({ object: 'error', message: { detail: [complaint] } }))
  expect(said).toMatchObject({
    message: 'reasoning_effort: Extra inputs are not permitted',
    isFromApi: true,
  })
  expect(unsupportedIn(422, said)).toBe('effort')
})
