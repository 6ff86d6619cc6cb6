import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import type { Random } from './part.ts'
import { databaseOf, markOf } from './work.ts'

export type Original = {
  folder: string
  /** Its database as it was earlier. */
  older: Buffer
  /** Whether its last run closed in order. */
  isClosed: boolean
}

type Damage = {
  name: string
  /** It cannot be opened after this, or is closed again once it was looked at. */
  isNoticed?: true
  /** Does it to a copy of the original and says where. */
  damage: (folder: string, original: Original, random: Random) => string
}

const PAGE_BYTES = 4096

/** Where SQLite keeps the order of its rows: the start of each page. */
const PAGE_HEADER_BYTES = 64

export const damages: [Damage, ...Damage[]] = [
  {
    name: 'a bit of the header',
    damage: (folder, _original, random) => flip(folder, random.integer(0, 99), random),
  },
  {
    name: 'a bit of the order of rows',
    damage: (folder, _original, random) =>
      flip(folder, pageAt(folder, random) + random.integer(0, PAGE_HEADER_BYTES), random),
  },
  {
    name: 'a bit anywhere',
    damage: (folder, _original, random) =>
      flip(folder, random.integer(0, databaseBytes(folder).length - 1), random),
  },
  { name: 'a bit of an entry', damage: (folder, _original, random) => flipEntry(folder, random) },
  { name: 'a bit of an entry again', damage: (folder, _o, random) => flipEntry(folder, random) },
  {
    name: 'a page of nonsense',
    damage(folder, _original, random) {
      const at = pageAt(folder, random)
      return change(folder, (bytes) => void noise(random, PAGE_BYTES).copy(bytes, at), at)
    },
  },
  {
    name: 'a page of zeros',
    damage(folder, _original, random) {
      const at = pageAt(folder, random)
      return change(folder, (bytes) => void bytes.fill(0, at, at + PAGE_BYTES), at)
    },
  },
  { name: 'a page as it was earlier', damage: olderPage },
  { name: 'another page as it was earlier', damage: olderPage },
  {
    name: 'two pages in each other’s place',
    damage(folder, _original, random) {
      const [one, other] = [pageAt(folder, random), pageAt(folder, random)]
      return change(
        folder,
        (bytes) => {
          const kept = Buffer.from(bytes.subarray(one, one + PAGE_BYTES))
          bytes.copy(bytes, one, other, other + PAGE_BYTES)
          kept.copy(bytes, other)
        },
        one,
      )
    },
  },
  {
    name: 'cut short',
    damage(folder, _original, random) {
      const bytes = databaseBytes(folder)
      const at = random.pick([Math.floor(bytes.length / 2), random.integer(1, bytes.length - 1)])
      writeFileSync(databaseOf(folder), bytes.subarray(0, at))
      return `at ${at}`
    },
  },
  {
    name: 'nothing in it',
    isNoticed: true,
    damage: (folder) => put(folder, Buffer.alloc(0)),
  },
  {
    name: 'random bytes',
    isNoticed: true,
    damage: (folder, _original, random) => put(folder, noise(random, random.integer(1, 20_000))),
  },
  {
    name: 'a letter',
    isNoticed: true,
    damage: (folder) => put(folder, Buffer.from('Dear reader, this is not a database.\n')),
  },
  {
    name: "another program's database",
    isNoticed: true,
    damage(folder) {
      put(folder, Buffer.alloc(0))
      return withRaw(folder, (raw) => raw.exec('CREATE TABLE theirs(x)'))
    },
  },
  {
    name: 'a folder in its place',
    isNoticed: true,
    damage(folder) {
      rmSync(databaseOf(folder))
      mkdirSync(databaseOf(folder))
      return ''
    },
  },
  {
    name: 'a newer version',
    isNoticed: true,
    damage: (folder) => withRaw(folder, (raw) => raw.pragma('user_version = 1000')),
  },
  { name: 'without one of its rules', isNoticed: true, damage: dropRule },
  {
    name: 'an amount that somebody changed',
    damage: (folder, _original, random) =>
      pastTheRules(folder, (raw) => {
        const last = Number(raw.prepare('SELECT max(sequence) FROM entry').pluck().get())
        raw
          .prepare('UPDATE entry SET amount_nano_usd = amount_nano_usd + 1 WHERE sequence = ?')
          .run(random.integer(1, last))
      }),
  },
  {
    name: 'an entry that somebody removed',
    damage: (folder, _original, random) =>
      pastTheRules(folder, (raw) => {
        const last = Number(raw.prepare('SELECT max(sequence) FROM entry').pluck().get())
        raw.prepare('DELETE FROM entry WHERE sequence = ?').run(random.integer(1, last))
      }),
  },
  {
    name: 'an attempt as it was before it ended',
    damage: (folder, _original, random) =>
      pastTheRules(folder, (raw) => {
        const ended = raw
          .prepare<[], string>("SELECT id FROM attempt WHERE state IN ('settled','released')")
          .pluck()
          .all()
        raw
          .prepare(
            `UPDATE attempt SET state = 'dispatched', spent_nano_usd = NULL, quality = NULL
             WHERE id = ?`,
          )
          .run(ended[random.integer(0, ended.length - 1)])
      }),
  },
  {
    name: 'an attempt as it was before it was corrected',
    damage: (folder, _original, random) =>
      pastTheRules(folder, (raw) => {
        const changedNanoUsd = random.integer(1, 1_000)
        raw
          .prepare(
            `UPDATE attempt SET spent_nano_usd = spent_nano_usd + ?
             WHERE id = (SELECT max(id) FROM attempt WHERE state = 'settled')`,
          )
          .run(changedNanoUsd)
      }),
  },
  {
    name: 'a balance that somebody changed',
    damage: (folder) =>
      pastTheRules(folder, (raw) =>
        raw.exec('UPDATE balance SET granted_nano_usd = granted_nano_usd + 1000000'),
      ),
  },
  {
    name: 'no log',
    damage(folder) {
      rmSync(`${databaseOf(folder)}-wal`, { force: true })
      return ''
    },
  },
  {
    name: "another database's log",
    damage(folder, _original, random) {
      const other = `${folder}-other.db`
      const raw = new SqliteDatabase(other)
      raw.pragma('journal_mode = WAL')
      raw.exec('CREATE TABLE theirs(x)')
      for (let row = 0; row < random.integer(1, 50); row += 1) {
        raw.prepare('INSERT INTO theirs VALUES(zeroblob(500))').run()
      }
      copyFileSync(`${other}-wal`, `${databaseOf(folder)}-wal`)
      raw.close()
      rmSync(other)
      return ''
    },
  },
  {
    name: 'a log of random bytes',
    damage(folder, _original, random) {
      writeFileSync(`${databaseOf(folder)}-wal`, noise(random, random.integer(1, 20_000)))
      return ''
    },
  },
  {
    name: 'shared memory of random bytes',
    damage(folder, _original, random) {
      writeFileSync(`${databaseOf(folder)}-shm`, noise(random, 32_768))
      return ''
    },
  },
  {
    name: 'a mark of random bytes',
    damage(folder, _original, random) {
      writeFileSync(markOf(folder), noise(random, random.integer(0, 200)))
      return ''
    },
  },
]

function databaseBytes(folder: string): Buffer {
  return readFileSync(databaseOf(folder))
}

function put(folder: string, bytes: Buffer): string {
  writeFileSync(databaseOf(folder), bytes)
  return `${bytes.length} bytes`
}

function change(folder: string, damage: (bytes: Buffer) => void, at: number): string {
  const bytes = databaseBytes(folder)
  damage(bytes)
  writeFileSync(databaseOf(folder), bytes)
  return `at ${at}`
}

function flip(folder: string, at: number, random: Random): string {
  const bit = random.integer(0, 7)
  return change(folder, (bytes) => (bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)), at)
}

/** Somewhere in the row of an entry, which ends with its chain. */
function flipEntry(folder: string, random: Random): string {
  const rows = entriesOf(folder)
  const chain = rows[random.integer(0, rows.length - 1)]?.chain ?? Buffer.alloc(0)
  const offset = random.integer(-30, 31)
  const bytes = databaseBytes(folder)
  // Rows that moved to another page leave their bytes behind: those are nobody's.
  for (let at = bytes.indexOf(chain); at >= 0; at = bytes.indexOf(chain, at + 1)) {
    const where = flip(folder, at + offset, random)
    if (JSON.stringify(rows) !== JSON.stringify(entriesOf(folder))) return where
    writeFileSync(databaseOf(folder), bytes)
  }
  return 'which no row has'
}

/** Every entry as it can be read; none where that cannot be. */
function entriesOf(folder: string): { chain: Buffer }[] {
  let rows: { chain: Buffer }[] = []
  try {
    withRaw(folder, (raw) => {
      rows = raw.prepare<[], { chain: Buffer }>('SELECT * FROM entry').all()
    })
  } catch {
    // Then it is changed enough.
  }
  return rows
}

function olderPage(folder: string, { older }: Original, random: Random): string {
  const pages = Math.min(older.length, databaseBytes(folder).length) / PAGE_BYTES
  const at = random.integer(0, pages - 1) * PAGE_BYTES
  return change(folder, (bytes) => void older.copy(bytes, at, at, at + PAGE_BYTES), at)
}

function pageAt(folder: string, random: Random): number {
  return random.integer(0, databaseBytes(folder).length / PAGE_BYTES - 1) * PAGE_BYTES
}

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.integer(0, 255)))
}

/** As another program would open it. Its log is brought in, as any program does. */
function withRaw(folder: string, use: (raw: Database) => void): string {
  const raw = new SqliteDatabase(databaseOf(folder))
  try {
    use(raw)
  } finally {
    raw.close()
  }
  return existsSync(`${databaseOf(folder)}-wal`) ? 'and the log is kept' : ''
}

function dropRule(folder: string, _original: Original, random: Random): string {
  let name = ''
  withRaw(folder, (raw) => {
    const rules = raw
      .prepare<[], { type: string; name: string }>(
        "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger','index') AND sql IS NOT NULL",
      )
      .all()
    const rule = rules[random.integer(0, rules.length - 1)]
    name = rule?.name ?? ''
    raw.exec(`DROP ${rule?.type} ${name}`)
  })
  return name
}

/** Changes rows with the triggers gone and put back after it, word for word. */
function pastTheRules(folder: string, edit: (raw: Database) => void): string {
  return withRaw(folder, (raw) => {
    const triggers = raw
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
      )
      .all()
    for (const { name } of triggers) raw.exec(`DROP TRIGGER ${name}`)
    raw.pragma('foreign_keys = OFF')
    edit(raw)
    for (const { sql } of triggers) raw.exec(sql)
  })
}
