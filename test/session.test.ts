import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { temporaryFolder } from './helpers/temporary-folder.ts'
import { openTortureSession } from './torture/a-session.ts'
import { watchSteps } from './torture/steps.ts'
import { START_MS } from './torture/work.ts'

/** Steps that an opening takes; fewer than this, and nothing would be tested. */
const FEWEST_STEPS = 15

test.each(['personal', 'practice'] as const)(
  'a disk that is full at any write of opening a %s profile is named, and lets go of it',
  async (profile) => {
    for (let failsAt = 1; ; failsAt += 1) {
      const folder = temporaryFolder()
      let failedAt = 0
      const stop = watchSteps(({ number, what, database }) => {
        if (number !== failsAt || /^(?:ROLLBACK|close)/u.test(what)) return
        failedAt = number
        if (database) throw new SqliteDatabase.SqliteError('disk is full', 'SQLITE_FULL')
        throw Object.assign(new Error('disk is full'), { code: 'ENOSPC' })
      })
      const first = openTortureSession(folder, START_MS, { profile }).opened
      stop()
      if (first.ok) await first.value.close()
      else expect(first.failure.kind, `write ${failsAt}`).toBe('disk-full')
      const second = openTortureSession(folder, START_MS, { profile }).opened
      if (!second.ok) throw new Error(`After write ${failsAt}: ${second.failure.kind}`)
      await second.value.close()
      if (first.ok && failedAt === 0 && failsAt > FEWEST_STEPS) return
    }
  },
)

test('a session whose last write is refused, and whose log is as well, lets go of its database', async () => {
  const folder = temporaryFolder()
  const { opened } = openTortureSession(folder, START_MS, {
    report() {
      throw new Error('The log is on the same disk')
    },
  })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const stop = watchSteps(({ what }) => {
    if (/^(?:ROLLBACK|close)/u.test(what)) return
    throw new SqliteDatabase.SqliteError('disk is full', 'SQLITE_FULL')
  })
  await expect(opened.value.close()).rejects.toThrow('The log is on the same disk')
  stop()
  const again = openTortureSession(folder, START_MS).opened
  if (!again.ok) throw new Error(again.failure.kind)
  await again.value.close()
})
