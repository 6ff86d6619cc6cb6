import { openVault } from '../../main/keys/vault.ts'
import { createAdapterLoader } from '../../main/providers/registry.ts'
import type { Session } from '../../main/session.ts'
import { failureOfSqlite } from '../../main/storage/failure-of-sqlite.ts'
import type { Turn } from '../../shared/chat/message.ts'
import type { Failure, FailureKind } from '../../shared/failures.ts'
import type { Events } from '../../shared/ipc/contract.ts'
import type { Result } from '../../shared/result.ts'
import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { join } from 'node:path'
import { auditFile, type Wrong } from './audit.ts'
import { openTortureSession } from './a-session.ts'
import { databaseOf, START_MS } from './work.ts'

/*
 * A day with a disk that fails: a profile is opened, money is set, turns are asked that end in
 * different ways, and it is closed. Every call that failed is made again, as a person would, until
 * the disk lets it through. At the end the books are held against the provider's bill.
 */

/** What a disk may be given as the reason of; anything else would be a mistake of the program. */
const diskKinds: readonly FailureKind[] = ['disk-full', 'database-unusable', 'read-only']

/** A disk that fails more often in a row than this is not tried again. */
const MOST_TRIES = 12

/** How long a person waits before the next try; a disk here is not full for longer than a few. */
const AGAIN_MS = 4

/** A turn that has not ended after this never will. */
const LONGEST_TURN_MS = 10_000

/** Timers up to this run at once. What waits longer, such as the backup of the day, never comes. */
const SOON_MS = 10_000

const model = { providerId: 'openai', modelId: 'gpt-6-luna' }

/** What the provider takes, in the form it bills by. */
export const billedPrices = {
  'gpt-6-luna': {
    inputUsd: '0.10',
    outputUsd: '0.50',
    cacheReadUsd: '0.01',
    cacheWriteShortUsd: '0.125',
  },
}

const turnIds = ['whole', 'without usage', 'unknown'] as const

/** What went wrong, of what may not go wrong on any disk. */
export async function playDay(
  folder: string,
  provider: FakeProvider,
  disk: { mend: () => void },
): Promise<Wrong[]> {
  const wrong: Wrong[] = []
  const complain = (what: string): void => void wrong.push({ count: 'unhandled', what })
  const ended = new Map<string, (turn: Turn) => void>()
  const options: Parameters<typeof openTortureSession>[2] = {
    after(delayMs, run) {
      if (delayMs > SOON_MS) return () => {}
      const timer = setTimeout(run, 1)
      return () => clearTimeout(timer)
    },
    tell(name, payload) {
      if (name !== 'turn.ended') return
      const { turn } = payload as Events['turn.ended']
      ended.get(turn.turnId)?.(turn)
    },
    report(error) {
      if (failureOf(error) === null) complain(`reported: ${String(error)}`)
    },
    loadAdapter: createAdapterLoader({ practicePaceMs: 0 }),
    fetch: globalThis.fetch,
    vault: openVault(join(folder, 'keys.json'), {
      kind: () => 'memory-only',
      seal: () => Buffer.from(''),
      unseal: () => '',
    }),
  }

  /** Calls as the boundary to the window does, again and again until the disk lets it. */
  async function untilDone<T>(
    what: string,
    call: () => Result<T> | Promise<Result<T>>,
    refused: () => void = () => {},
  ): Promise<T> {
    for (let number = 1; number <= MOST_TRIES; number += 1) {
      const result = await answerOf(call)
      if (result.ok) return result.value
      if (!diskKinds.includes(result.failure.kind)) {
        throw new Error(`${what}: ${JSON.stringify(result.failure)}`)
      }
      refused()
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
    throw new Error(`${what} is refused although the disk is well again`)
  }

  async function ask(session: Session, turnId: string): Promise<void> {
    const ending = new Promise<Turn>((resolve) => ended.set(turnId, resolve))
    const requestCount = provider.requests().length
    await untilDone(
      `sending ${turnId}`,
      () => session.turns.send({ turnId, conversationId: 'one', model, text: `Please: ${turnId}` }),
      () => {
        if (provider.requests().length === requestCount) return
        wrong.push({ count: 'lost', what: `${turnId} was refused and sent` })
      },
    )
    const turn = await inTime(ending)
    if (!turn) throw new Error(`${turnId} never ended`)
    if (provider.requests().length !== requestCount + 1) {
      wrong.push({ count: 'doubleCharged', what: `${turnId} was not sent once` })
    }
  }

  const session = await untilDone(
    'opening',
    () => openTortureSession(folder, START_MS, options).opened,
  )
  const { turns, accounts } = session
  await untilDone('the address', () => accounts.setAddress('openai', provider.address))
  await untilDone('the key', () => accounts.saveKey('openai', 'sk-torture-0123456789'))
  await untilDone('the budget', () => turns.setBudget(20_000_000_000))
  provider.queue({ kind: 'answer', text: 'This is the whole answer.', delayMs: 2 })
  await ask(session, 'whole')
  await untilDone('the top-up', () => turns.topUp(1_000_000, 'once'))
  provider.queue({ kind: 'answer', text: 'This one does not say.', usage: 'none' })
  await ask(session, 'without usage')
  await untilDone('the rules', () => turns.configureBudget({ mode: 'watch', carriesOver: true }))
  provider.queue({ kind: 'error', status: 500, isBilled: true })
  await ask(session, 'unknown')
  await provider.idle()
  const unknownNanoUsd = provider.bill().rows.at(-1)?.costNanoUsd ?? 0
  await untilDone('the figure', () => turns.setFigure('unknown', unknownNanoUsd))
  await untilDone('a lower budget', () => turns.setBudget(10_000_000_000))
  await untilDone('closing', async () => {
    await session.close()
    return { ok: true, value: undefined }
  })
  disk.mend()
  return [...wrong, ...(await heldAgainstTheBill(folder, provider))]
}

/** A disk that was full while the profile was closed may be full for a moment yet. */
async function openedWithRoom(folder: string): Promise<Session> {
  for (let number = 1; ; number += 1) {
    const { opened } = openTortureSession(folder, START_MS)
    if (opened.ok) return opened.value
    const { kind } = opened.failure
    if (number === MOST_TRIES || !diskKinds.includes(kind)) {
      throw new Error(`it does not open again: ${JSON.stringify(opened.failure)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

async function heldAgainstTheBill(folder: string, provider: FakeProvider): Promise<Wrong[]> {
  const session = await openedWithRoom(folder)
  const { turns, recovered, close } = session
  const { balances, monthlyNanoUsd } = turns.budget()
  await close()
  const wrong: Wrong[] = []
  const check = (holds: boolean, count: Wrong['count'], what: string): void => {
    if (!holds) wrong.push({ count, what })
  }
  const found = auditFile(databaseOf(folder))
  check(recovered.lostEntryCount === 0, 'lost', 'entries are said to be lost')
  check(recovered.uncertainCount === 0, 'lost', 'an attempt was left on its way')
  check(monthlyNanoUsd === 10_000_000_000, 'lost', `the budget is ${monthlyNanoUsd}`)
  check(balances.addedNanoUsd === 1_000_000, 'doubleCharged', 'the top-up is not there once')
  const { rows } = provider.bill()
  check(rows.length === turnIds.length, 'doubleCharged', `${rows.length} requests were billed`)
  check(found.attempts.size === turnIds.length, 'lost', `${found.attempts.size} attempts`)
  for (const [index, turnId] of turnIds.entries()) {
    const billed = rows[index]?.costNanoUsd ?? 0
    const attempt = [...found.attempts.values()].find((one) => one.turnId === turnId)
    const spent = attempt?.spentNanoUsd ?? -1
    const isExact = turnId !== 'without usage'
    check(
      isExact ? spent === billed : spent >= billed,
      'doubleCharged',
      `${turnId}: ${spent}, ${billed}`,
    )
  }
  const texts = ['This is the whole answer.', 'This one does not say.', '']
  for (const [index, turnId] of turnIds.entries()) {
    const text = found.answers.get(turnId)?.text
    check(text === texts[index], 'lost', `the answer to ${turnId} is ${JSON.stringify(text)}`)
  }
  return [...wrong, ...found.wrong]
}

/** What the boundary would answer the window. */
async function answerOf<T>(call: () => Result<T> | Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call()
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null) throw error
    return { ok: false, failure }
  }
}

function failureOf(error: unknown): Failure | null {
  try {
    return failureOfSqlite(error)
  } catch {
    return null
  }
}

function inTime<T>(promise: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), LONGEST_TURN_MS)
    void promise.then((value) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}
