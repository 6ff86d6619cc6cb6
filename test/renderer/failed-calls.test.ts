import { beforeEach, expect, test, vi } from 'vitest'
import type { PaidAnswer } from '../../shared/chat/message.ts'
import type { CallName } from '../../shared/ipc/names.ts'
import { done, failed, type Result } from '../../shared/result.ts'

let asked: CallName[] = []
let answer: (name: CallName) => Result<unknown> = () => done([])

Object.assign(globalThis, {
  farthing: {
    call: (name: CallName) => {
      asked.push(name)
      return Promise.resolve(answer(name))
    },
    on: () => () => {},
  },
})

const { fetchReceiptCosts } = await import('../../renderer/screens/chat/receipt-costs.ts')
const { readDriftSources, useDrift } = await import('../../renderer/state/drift.ts')
const { sendTurnsAgain } = await import('../../renderer/state/savings.ts')
const { useNotices } = await import('../../renderer/state/notices.ts')

beforeEach(() => {
  asked = []
})

test('that the turns of a summary cannot be sent again is said, and no way back is offered', async () => {
  answer = () => failed({ kind: 'disk-full', message: 'ENOSPC' })
  await sendTurnsAgain('a summary')
  expect(useNotices.getState().notices).toMatchObject([{ action: null }])
  expect(useNotices.getState().notices[0]?.text).toMatch(/disk is full/u)
})

test('what a receipt could not be told is asked for again when it is opened again', async () => {
  const paid = { turnId: 't', receipt: { attemptId: 'a' } } as PaidAnswer
  answer = (name) =>
    name === 'turn.elsewhere' ? failed({ kind: 'internal', message: 'busy' }) : done([])
  fetchReceiptCosts(paid, [])
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  answer = () => done([])
  await vi.waitFor(() => {
    fetchReceiptCosts(paid, [])
    expect(asked.filter((name) => name === 'turn.elsewhere')).toHaveLength(2)
  })
  fetchReceiptCosts(paid, [])
  expect(asked, 'what is known is not asked for again').toHaveLength(4)
})

test('that it is not known whom to compare with is said until it is', async () => {
  answer = () => failed({ kind: 'internal', message: 'busy' })
  await readDriftSources()
  expect(useDrift.getState()).toMatchObject({
    sources: null,
    sourcesFailure: { kind: 'internal', message: 'busy' },
  })
  answer = () => done({ asked: [], exported: [] })
  await readDriftSources()
  expect(useDrift.getState()).toMatchObject({
    sources: { asked: [], exported: [] },
    sourcesFailure: null,
  })
})
