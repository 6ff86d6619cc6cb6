import { expect, test } from 'vitest'
import { allGuards, guards, whatNotices } from './guards.ts'
import { schemaObjects } from './sequence/memory-ledger.ts'
import { guardsOf } from './schema-guards.ts'

const SEED = 20_261_122

test(`every guard of the database is missed when it is gone (seed ${SEED})`, async () => {
  const all = allGuards()
  expect(all.length).toBeGreaterThan(200)
  await guards.run({ seed: SEED, extent: { count: all.length } })
}, 120_000)

test('a guard that nothing would miss is found and named', () => {
  const objects = schemaObjects()
  const sleeping = {
    type: 'trigger',
    name: 'sleeping',
    rows: [],
    sql: `CREATE TRIGGER sleeping BEFORE INSERT ON entry WHEN NEW.kind = 'gift'
      BEGIN SELECT RAISE(ABORT, 'never'); END`,
  }
  const [guard] = guardsOf([...objects, sleeping]).filter(({ name }) => name === 'trigger sleeping')
  expect(guard?.without).toHaveLength(objects.length)
  expect(guard && whatNotices(guard, SEED, 0)).toBeNull()
})

test('guards are found in the words of the schema, each once', () => {
  const names = guardsOf([
    {
      type: 'table',
      name: 't',
      rows: [],
      sql: `CREATE TABLE t(
        a INTEGER NOT NULL CHECK(a IN (1, 2)), -- not a CHECK(of anything)
        b TEXT REFERENCES u(id) ON DELETE CASCADE,
        CONSTRAINT c CHECK(a IS NOT NULL OR b <> 'CHECK(x)'),
        UNIQUE(a, b)
      ) STRICT`,
    },
    { type: 'index', name: 'i', rows: [], sql: 'CREATE INDEX i ON t(a)' },
    { type: 'index', name: 'j', rows: [], sql: 'CREATE UNIQUE INDEX j ON t(a)' },
    {
      type: 'trigger',
      name: 'g',
      rows: [],
      sql: `CREATE TRIGGER g BEFORE UPDATE OF a, b ON t
        WHEN NEW.a > 1 AND (NEW.b = 'x' OR NEW.a BETWEEN 1 AND 5)
        BEGIN SELECT RAISE(ABORT, 'no'); END`,
    },
  ]).map(({ name }) => name)
  expect(names).toEqual([
    'table t: CHECK(a IN (1, 2))',
    "table t: , CONSTRAINT c CHECK(a IS NOT NULL OR b <> 'CHECK(x)')",
    'table t: , UNIQUE(a, b)',
    'table t: b REFERENCES u(id) ON DELETE CASCADE',
    'table t: b ON DELETE CASCADE',
    'table t: a NOT NULL',
    'table t: STRICT',
    'index j',
    'trigger g',
    "trigger g: AND (NEW.b = 'x' OR NEW.a BETWEEN 1 AND 5)",
    'trigger g: NEW.a > 1 AND',
    'trigger g: OR NEW.a BETWEEN 1 AND 5',
    "trigger g: NEW.b = 'x' OR",
    'trigger g: a,',
    'trigger g: , b',
  ])
})
