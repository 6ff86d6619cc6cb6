import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openVault } from '../../main/keys/vault.ts'
import { openProfiles, type Profiles } from '../../main/profiles.ts'
import { createAdapterLoader } from '../../main/providers/registry.ts'
import type { Session } from '../../main/session.ts'
import type { Dialogs } from '../../main/transfer/dialogs.ts'
import type { RestorePlan } from '../../shared/ipc/shapes.ts'
import type { Result } from '../../shared/result.ts'
import { noCounter } from '../helpers/no-counter.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const light = { providerId: 'practice', modelId: 'practice-light' }

type Opened = {
  profiles: Profiles
  folder: string
  session: () => Promise<Session>
  ask: (text: string) => Promise<void>
  backUp: () => Promise<string>
  plan: (file: string) => Promise<RestorePlan>
  titles: () => Promise<string[]>
}

/** The practice profile as the program holds it, in a folder of its own. */
function practice(whenRoomIsAsked: () => void = () => undefined): Opened {
  const folder = temporaryFolder()
  const ended = new Map<string, () => void>()
  const profiles = openProfiles({
    folder,
    wanted: 'practice',
    timeZone: () => 'UTC',
    nativeBinding: undefined,
    nowMs: () => Date.UTC(2026, 10, 21, 12),
    newId: randomUUID,
    after: () => () => {},
    tell(name, payload) {
      if (name === 'turn.ended' && 'turn' in payload) ended.get(payload.turn.turnId)?.()
    },
    freeBytes() {
      whenRoomIsAsked()
      return null
    },
    counter: noCounter,
    report: () => {},
    vault: openVault(join(folder, 'keys.json'), {
      kind: () => 'memory-only',
      seal: () => Buffer.from(''),
      unseal: () => '',
    }),
    loadAdapter: createAdapterLoader({ practicePaceMs: 0 }),
    fetch: globalThis.fetch,
    idleTimeoutMs: 2_000,
    accountsChanged: () => {},
    reload: () => {},
  })
  onTestFinished(() => profiles.close())
  const session = async (): Promise<Session> => valueOf(await profiles.session())
  return {
    profiles,
    folder,
    session,
    async ask(text) {
      const { turns } = await session()
      const turnId = randomUUID()
      const isEnded = new Promise<void>((resolve) => ended.set(turnId, resolve))
      valueOf(await turns.send({ turnId, conversationId: randomUUID(), model: light, text }))
      await isEnded
    },
    async backUp() {
      const path = join(temporaryFolder(), 'kept.farthing')
      const transfer = await (await session()).transfer()
      valueOf(await transfer.backUp(chooses(path)))
      return path
    },
    async plan(file) {
      const transfer = await (await session()).transfer()
      const plan = valueOf(await transfer.chooseBackup(chooses(file)))
      if (!plan) throw new Error('There is no plan')
      return plan
    },
    titles: async () => (await session()).turns.conversations().map(({ title }) => title),
  }
}

function chooses(path: string): Dialogs {
  return { chooseFile: () => Promise.resolve(path), choosePlace: () => Promise.resolve(path) }
}

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.failure))
}

async function spent({ session }: Opened): Promise<number> {
  return (await session()).turns.budget().balances.spentNanoUsd
}

function setAside({ folder }: Opened): string[] {
  return readdirSync(join(folder, 'practice')).filter((name) => name.includes('-set-aside-'))
}

test('going on from a backup keeps what was written, spent and set since', async () => {
  const profile = practice()
  await profile.ask('Before')
  const file = await profile.backUp()
  await profile.ask('After')
  ;(await profile.session()).changeSettings({ theme: 'dark' })
  const { library } = await profile.session()
  const promptId = randomUUID()
  library.savePrompt({ promptId, name: 'Reply', text: 'Be brief.' })
  const spentNanoUsd = await spent(profile)

  const plan = await profile.plan(file)
  expect(plan).toMatchObject({
    fileName: 'kept.farthing',
    backup: { conversationCount: 1, messageCount: 2 },
    present: { conversationCount: 2, messageCount: 4 },
    leftEntryCount: 0,
  })
  expect(plan.keptEntryCount).toBe(plan.present.entryCount - plan.backup.entryCount)
  expect(plan.keptEntryCount).toBeGreaterThan(0)

  expect(await profile.profiles.restoreFrom(file)).toMatchObject({ ok: true })
  expect((await profile.titles()).toSorted()).toEqual(['After', 'Before'])
  expect(await spent(profile)).toBe(spentNanoUsd)
  expect((await profile.session()).settings().theme).toBe('dark')
  expect((await profile.session()).library.prompts()).toMatchObject({ value: [{ promptId }] })
  expect((await profile.session()).recovered.lostEntryCount).toBe(0)
  expect(setAside(profile).length).toBeGreaterThan(0)
})

test('a backup of another ledger says how many entries stay behind, and they stay in the file set aside', async () => {
  const other = practice()
  await other.ask('Theirs')
  const file = await other.backUp()
  const profile = practice()
  await profile.ask('Mine')
  await profile.ask('Mine too')

  const plan = await profile.plan(file)
  expect(plan.keptEntryCount).toBe(0)
  expect(plan.leftEntryCount).toBe(plan.present.entryCount)
  expect(await profile.profiles.restoreFrom(file)).toMatchObject({ ok: true })
  expect(await profile.titles()).toEqual(['Theirs'])
  expect(await spent(profile)).toBe(await spent(other))
  expect(setAside(profile).some((name) => name.endsWith('.db'))).toBe(true)
})

test('a backup that is damaged inside changes nothing, and the profile goes on', async () => {
  const profile = practice()
  await profile.ask('Mine')
  const file = await profile.backUp()
  const bytes = readFileSync(file)
  // Pages in the middle, past the schema that a first look reads.
  writeFileSync(file, bytes.fill(0x5a, bytes.length / 2, bytes.length / 2 + 8_192))
  const spentNanoUsd = await spent(profile)
  expect(await profile.profiles.restoreFrom(file)).toMatchObject({
    ok: false,
    failure: { kind: 'backup-unusable', backupName: 'kept.farthing' },
  })
  expect(await profile.titles()).toEqual(['Mine'])
  expect(await spent(profile)).toBe(spentNanoUsd)
  expect(setAside(profile)).toEqual([])
  await profile.ask('Still here')
})

test('a restore that something unforeseen breaks off leaves the profile open', async () => {
  let isBroken = false
  const profile = practice(() => {
    if (isBroken) throw new Error('unforeseen')
  })
  await profile.ask('Mine')
  const file = await profile.backUp()
  isBroken = true
  await expect(profile.profiles.restoreFrom(file)).rejects.toThrow('unforeseen')
  isBroken = false
  expect(await profile.titles()).toEqual(['Mine'])
  await profile.ask('Still here')
})

test('nothing is written for a person into the folder that is our own', async () => {
  const profile = practice()
  await profile.ask('Mine')
  const path = join(profile.folder, 'practice', 'farthing.db')
  const transfer = await (await profile.session()).transfer()
  const answers = await Promise.all([
    transfer.backUp(chooses(path)),
    transfer.saveReport('report', chooses(join(profile.folder, 'keys.json'))),
  ])
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'cannot-write-file' } })
  }
  expect(existsSync(join(profile.folder, 'keys.json'))).toBe(false)
})

test('a backup that cannot be written says so, and leaves nothing behind', async () => {
  const profile = practice()
  const folder = temporaryFolder()
  const transfer = await (await profile.session()).transfer()
  const path = join(folder, 'gone', 'kept.farthing')
  expect(await transfer.backUp(chooses(path))).toMatchObject({
    ok: false,
    failure: { kind: 'cannot-write-file', path },
  })
  expect(readdirSync(folder)).toEqual([])
})
