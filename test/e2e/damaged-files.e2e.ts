import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { messageField } from './at-the-window.ts'
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
