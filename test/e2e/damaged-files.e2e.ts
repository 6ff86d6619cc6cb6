import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { listBackups } from '../../main/storage/backup.ts'
import type { Failure } from '../../shared/failures.ts'
import { messageField } from './at-the-window.ts'
import { backUp } from './back-up.ts'
import { expect, test } from './farthing-test.ts'

test('a damaged database is said to be one, set aside byte for byte, and a fresh one begun', async ({
  stage,
}) => {
  const folder = await stage.temporaryFolder()
  const personal = join(folder, 'personal')
  const damaged = randomBytes(20_000)
  await mkdir(personal)
  await writeFile(join(personal, 'farthing.db'), damaged)
  const { page, call, ask } = await stage.start({ folder })

  await expect(page.getByRole('heading', { name: 'The database is damaged' })).toBeVisible()
  await expect(page.getByText('Nothing is deleted.')).toBeVisible()
  expect(await readFile(join(personal, 'farthing.db'))).toEqual(damaged)
  expect(await ask('budget.set', { typedUsd: '20' })).toMatchObject({
    ok: false,
    failure: { kind: 'database-damaged' },
  })

  await page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(page.getByRole('heading', { name: 'How much for a month?' })).toBeVisible()
  const aside = (await readdir(personal)).filter((name) => name.startsWith('farthing-set-aside-'))
  expect(aside).toHaveLength(1)
  expect(await readFile(join(personal, aside[0] ?? ''))).toEqual(damaged)
  await call('budget.set', { typedUsd: '20' })
  await expect(messageField(page)).toBeEditable()
})

test('a database damaged in its middle is found at the start, before anything is written', async ({
  stage,
}) => {
  const window = await stage.start()
  await window.call('budget.set', { typedUsd: '20' })
  await window.quit()
  const path = join(window.folder, 'personal', 'farthing.db')
  const bytes = await readFile(path)
  randomBytes(bytes.length - 8_192).copy(bytes, 8_192)
  await writeFile(path, bytes)

  const again = await stage.start({ folder: window.folder })
  await expect(again.page.getByRole('heading', { name: 'The database is damaged' })).toBeVisible()
  expect((await readFile(path)).equals(bytes)).toBe(true)
  await again.page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(again.page.getByRole('button', { name: 'Start' })).toBeVisible()
})

test('a damaged database goes back to the backup chosen, and is set aside whole', async ({
  stage,
}) => {
  const window = await stage.start()
  const { folder } = window
  await window.call('budget.set', { typedUsd: '20' })
  await window.quit()
  const path = join(folder, 'personal', 'farthing.db')
  await backUp(path)
  const damaged = randomBytes(20_000)
  await writeFile(path, damaged)

  const again = await stage.start({ folder })
  const { page, call } = again
  await expect(page.getByRole('heading', { name: 'The database is damaged' })).toBeVisible()
  await expect(page.getByText('The damaged file is moved aside, whole.').first()).toBeVisible()
  await expect(
    page.getByRole('radio', { name: /^\d+ \w+, \d\d:\d\d the newest one entry/ }),
  ).toBeChecked()
  await page.getByRole('button', { name: /^Go back to \d+ \w+, \d\d:\d\d$/ }).click()
  await expect(messageField(page)).toBeEditable()
  expect((await call('budget.read', {})).monthlyNanoUsd).toBe(20_000_000_000)
  const aside = (await readdir(join(folder, 'personal'))).filter((name) =>
    name.startsWith('farthing-set-aside-'),
  )
  expect(aside.length).toBeGreaterThan(0)
  const kept = await Promise.all(aside.map((name) => readFile(join(folder, 'personal', name))))
  expect(kept.some((bytes) => bytes.equals(damaged))).toBe(true)
})

test('a backup that is damaged as well is said to be, and another can be chosen', async ({
  stage,
}) => {
  const window = await stage.start()
  const { folder } = window
  await window.call('budget.set', { typedUsd: '20' })
  await window.quit()
  const path = join(folder, 'personal', 'farthing.db')
  await backUp(path)
  const [newest] = listBackups(path)
  if (!newest) throw new Error('There is no backup')
  await writeFile(newest.path, randomBytes(9_000))
  await writeFile(path, randomBytes(20_000))

  const { page } = await stage.start({ folder })
  await page.getByRole('button', { name: /^Go back to/ }).click()
  await expect(page.getByRole('alert')).toHaveText(
    /^The backup of .+ is damaged as well, and stays as it is\. Choose another\.$/,
  )
  await page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible()
})

test('entries that are gone from the disk are counted aloud at the next start', async ({
  stage,
}) => {
  const window = await stage.start()
  const { folder } = window
  await window.call('budget.set', { typedUsd: '20' })
  await window.quit()
  const path = join(folder, 'personal', 'farthing.db')
  const older = await readFile(path)
  const between = await stage.start({ folder })
  await between.call('budget.set', { typedUsd: '30' })
  await between.call('budget.topUp', { topUpId: crypto.randomUUID(), typedUsd: '1' })
  await between.quit()
  await writeFile(path, older)

  const { page } = await stage.start({ folder })
  await expect(
    page.getByText(
      '2 entries of the ledger are gone from this disk. Compare what was spent with the bills of your providers.',
    ),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText(/gone from this disk/)).toBeHidden()
})

test('balances that disagree with the entries are added up again, and that is said', async ({
  stage,
}) => {
  const window = await stage.start()
  const { folder } = window
  await window.call('budget.set', { typedUsd: '20' })
  await window.kill()
  const database = new SqliteDatabase(join(folder, 'personal', 'farthing.db'))
  database.exec('UPDATE balance SET granted_nano_usd = granted_nano_usd + 5000000000')
  database.close()

  const { page, call } = await stage.start({ folder })
  await expect(
    page.getByText(
      'The balances of one month did not agree with the entries and were added up again. The entries count.',
    ),
  ).toBeVisible()
  expect((await call('budget.read', {})).availableNanoUsd).toBe(20_000_000_000)
})

test('while the disk refuses, a bar says what is kept in memory; it goes once there is room', async ({
  stage,
}) => {
  const { page, app } = await stage.start({ args: ['--profile=practice'] })
  await messageField(page).waitFor()
  const tell = (failure: Failure | null): Promise<void> =>
    app.evaluate(
      ({ BrowserWindow }, payload) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send('disk.changed', payload),
      { failure },
    )
  await tell({ kind: 'disk-full', message: 'SQLITE_FULL' })
  await expect(page.getByRole('alert')).toHaveText(
    'The disk is full. What was answered and spent since is kept in memory until there is room. Leave Farthing open.',
  )
  await tell(null)
  await expect(page.getByRole('alert')).toBeHidden()
})

test('a database of a newer Farthing is refused, and not one byte of it changes', async ({
  stage,
}) => {
  const window = await stage.start()
  await window.call('budget.set', { typedUsd: '20' })
  await window.quit()
  const path = join(window.folder, 'personal', 'farthing.db')
  const database = new SqliteDatabase(path)
  database.pragma('user_version = 999')
  database.close()
  const before = await readFile(path)

  const again = await stage.start({ folder: window.folder })
  await expect(
    again.page.getByRole('heading', { name: 'A newer Farthing wrote this database' }),
  ).toBeVisible()
  await expect(again.page.getByText('It has version 999')).toBeVisible()
  await expect(again.page.getByRole('button', { name: 'Start afresh' })).toBeHidden()
  await again.call('profile.startAfresh', {}).catch(() => undefined)
  await again.quit()
  expect((await readFile(path)).equals(before)).toBe(true)
})
