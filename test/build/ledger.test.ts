import { execFile } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { userDataFolder } from '../../build/ledger/where.ts'
import { copyPage, crashImage, filesOf, tamper } from '../helpers/damage.ts'
import { CREDIT, type ProfileOnDisk, profileOnDisk, reserve } from '../helpers/profile-on-disk.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const root = join(import.meta.dirname, '../..')

type Said = { code: number; out: string; err: string }

/** `npm run ledger -- <args>`, without npm. */
function ledger(...args: string[]): Promise<Said> {
  const run = [join(root, 'build/run.mjs'), 'ledger', ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, run, { encoding: 'utf8' }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

function used(): ProfileOnDisk {
  const profile = profileOnDisk()
  profile.ledger.setMonthlyBudget(100 * CREDIT, 'first')
  reserve(profile, 't1', 30 * CREDIT)
  profile.ledger.markDispatched('t1')
  profile.ledger.settle('t1', 12 * CREDIT + 345, 'exact')
  reserve(profile, 't2', 30 * CREDIT)
  return profile
}

function usedFile(): string {
  const profile = used()
  profile.close()
  return profile.path
}

describe('npm run ledger', () => {
  test('prints a sound ledger as a book and changes nothing', async () => {
    const path = usedFile()
    const before = filesOf(dirname(path))
    const { code, out, err } = await ledger(dirname(path))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^ +2 .+ reserve +0\.003000000 +30\.00000 +70\.00000 +test\/heavy +t1$/mu)
    expect(out).toMatch(
      / settle +0\.001200345 +12\.00345 +87\.99655 .+17\.99655 released; figure: exact/u,
    )
    expect(out).toMatch(/ reserve .+ t2 +open: reserved$/mu)
    expect(out).toMatch(
      /^2026-11-01 .+ 0\.010000000 .+ 0\.003000000 +0\.001200345 .+ 0\.005799655 +USD$/mu,
    )
    expect(out).toMatch(/\nSound\. 4 entries in 1 period\.\n$/u)
    expect(filesOf(dirname(path))).toEqual(before)
  })

  test('reads what a crash left, log included, and changes nothing', async () => {
    const image = crashImage(used())
    const before = filesOf(dirname(image))
    const { code, out } = await ledger(image)
    expect(out).toContain('Sound. 4 entries in 1 period.')
    expect(code).toBe(0)
    expect(filesOf(dirname(image))).toEqual(before)
  })

  test('tells what once happened to it', async () => {
    const path = usedFile()
    tamper(path, (raw) => raw.exec('UPDATE balance SET spent_nano_usd = 0'))
    profileOnDisk(path).close()
    const { code, out } = await ledger(path)
    expect(out).toMatch(/^\d{4}-.+ Balances did not agree with their entries/mu)
    expect(code).toBe(0)
  })

  test('notes what a person agreed to, and how far it went beyond an envelope', async () => {
    const profile = profileOnDisk()
    const { ledger: kept, path, close } = profile
    kept.setMonthlyBudget(100 * CREDIT, 'first')
    kept.configure({ mode: 'ask' })
    kept.setTurnLimit(1)
    const of = { kind: 'provider', providerId: 'test' } as const
    kept.saveEnvelope({ envelopeId: 'one', of, monthlyNanoUsd: 20 * CREDIT })
    reserve(profile, 't1', 30 * CREDIT, 10 * CREDIT, { agreedNanoUsd: 15 * CREDIT })
    kept.release('t1')
    close()
    const { code, out } = await ledger(path)
    expect(out).toMatch(
      / reserve .+ t1 +agreed to 15\.00000 expected; 10\.00000 beyond an envelope$/mu,
    )
    expect(code).toBe(0)
  })

  test('gives a spreadsheet every entry with exact amounts', async () => {
    const { out, err } = await ledger(usedFile(), '--csv')
    const rows = out.split('\r\n')
    expect(rows).toHaveLength(6)
    expect(rows[3]).toBe(
      '3,2026-11-10T12:00:00.000Z,settle,2026-11-01,0.001200345,12.00345,0.008799655,test,heavy,t1,17.99655 released; figure: exact',
    )
    expect(err).toBe('Sound. 4 entries in 1 period.\n')
  })

  test('writes credits of any size to the last nano-USD', async () => {
    const path = usedFile()
    tamper(path, (raw) =>
      raw.exec(`INSERT INTO setting(key, value_json) VALUES('settings', '{"creditsPerUsd":2500}')`),
    )
    const { out } = await ledger(path, '--csv')
    const rows = out.split('\r\n')
    expect(rows[3]).toContain(',0.001200345,3.0008625,0.008799655,')
    expect(rows[3]).toContain(',4.4991375 released; figure: exact')
  })

  test('gives a program the same as JSON', async () => {
    const { out } = await ledger(usedFile(), '--json')
    const book: unknown = JSON.parse(out)
    expect(book).toMatchObject({
      sound: true,
      faults: [],
      creditsPerUsd: 10_000,
      periods: [{ periodId: '2026-11-01', availableNanoUsd: 58 * CREDIT - 345 }],
    })
  })

  test.each<[string, (path: string) => void, string]>([
    [
      'an entry that was changed',
      (path) =>
        tamper(path, (raw) => raw.exec('UPDATE entry SET amount_nano_usd = 1 WHERE sequence = 2')),
      'Entry 2 is not chained to the one before it.',
    ],
    [
      'balances that differ',
      (path) => tamper(path, (raw) => raw.exec('UPDATE balance SET reserved_nano_usd = 0')),
      '2026-11-01: reservedNanoUsd is kept as 0, its entries sum to 3000000.',
    ],
    [
      'a trigger that is missing',
      (path) => tamper(path, (raw) => raw.exec('DROP INDEX entry_one_ending')),
      'The index entry_one_ending is missing.',
    ],
    [
      'entries that the mark remembers',
      (path) => {
        const shorter = profileOnDisk()
        shorter.ledger.setMonthlyBudget(100 * CREDIT, 'first')
        shorter.close()
        const files = filesOf(dirname(shorter.path))
        writeFileSync(path, Buffer.from(files['farthing.db'] ?? '', 'base64'))
      },
      'The mark beside the database knows entry 4, which is not here: at least 3 lost.',
    ],
    [
      'an index that knows more than its table',
      (path) => {
        const older = readFileSync(path)
        const newer = profileOnDisk(path)
        newer.ledger.release('t2')
        newer.close()
        const other = join(temporaryFolder(), 'farthing.db')
        copyFileSync(path, other)
        writeFileSync(path, older)
        rmSync(join(path, '../ledger.mark'))
        copyPage(other, path, 'entry_one_ending')
      },
      'An index does not have as many rows as it should.',
    ],
  ])('names %s and ends with 1', async (_name, damage, sentence) => {
    const path = usedFile()
    damage(path)
    const { code, out } = await ledger(path)
    expect(out).toContain(`Not sound.\n`)
    expect(out).toContain(sentence)
    expect(code).toBe(1)
  })

  test.each<[string, (folder: string) => string[], RegExp]>([
    ['no name', () => [], /^Name one profile: npm run ledger/u],
    ['an option that is none', () => ['personal', '--yaml'], /^Name one profile/u],
    ['a path where nothing is', () => ['/no/such/place'], /^There is no .+Name a profile/u],
    ['a folder without a ledger', (folder) => [folder], /has no farthing\.db in it\.$/u],
    [
      'another kind of file',
      (folder) => {
        writeFileSync(join(folder, 'notes.txt'), 'Not a database. '.repeat(100))
        return [join(folder, 'notes.txt')]
      },
      /cannot be read as a ledger/u,
    ],
    [
      'a period that is not there',
      () => [usedFile(), '--period', '2027-01-01'],
      /There are: 2026-11-01\.$/u,
    ],
  ])('says what is wrong with %s in one sentence', async (_name, args, sentence) => {
    const { code, out, err } = await ledger(...args(temporaryFolder()))
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.trim()).toMatch(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  test('waits for nobody: a ledger in use is said to be in use', async () => {
    const { path } = used()
    expect(await ledger(path)).toEqual({
      code: 1,
      out: '',
      err: 'Farthing is using this ledger. Close Farthing first.\n',
    })
  })
})

test.each([
  ['linux', { XDG_CONFIG_HOME: '/config' }, '/config/Farthing'],
  ['linux', {}, '/home/me/.config/Farthing'],
  ['darwin', {}, '/home/me/Library/Application Support/Farthing'],
] as const)('on %s with %j the data of the app is in %s', (platform, env, folder) => {
  expect(userDataFolder('Farthing', { platform, env, home: '/home/me' })).toBe(folder)
})
