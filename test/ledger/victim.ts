import type { Ledger } from '../../main/ledger/ledger.ts'
import type { Database } from '../../main/storage/open.ts'
import { insert } from './rows.ts'

/**
 * Fills a new ledger with something of each kind, for statements that go past the program: a budget
 * of 100, in October 30 of it reserved, and in November attempts named for their states (30
 * reserved, 20 dispatched, 10 uncertain, 5 settled of 10, and one released): 35 are available. Those
 * that are dispatched and settled count in an envelope of 40 of a folder, so that 15 are left there.
 */
export function fillVictim(
  { ledger, database }: { ledger: Ledger; database: Database },
  clock: { atMs: number },
): void {
  const reserve = (attemptId: string, reservedNanoUsd: number): void =>
    expectDone(ledger.reserve({ ...facts, attemptId, reservedNanoUsd }).ok)
  clock.atMs = Date.UTC(2026, 9, 20)
  expectDone(ledger.setMonthlyBudget(100, 'first').ok)
  reserve('october', 30)
  clock.atMs = Date.UTC(2026, 10, 10)
  reserve('reserved', 30)
  reserve('dispatched', 20)
  reserve('uncertain', 10)
  reserve('settled', 10)
  reserve('released', 10)
  for (const sent of ['dispatched', 'uncertain', 'settled']) ledger.markDispatched(sent)
  ledger.markUncertain('uncertain')
  ledger.settle('settled', 5, 'exact')
  ledger.release('released')
  database.exec(insert('setting', { key: "'one'" }))
  database.exec(insert('incident'))
  database.exec(insert('folder', { id: "'folder'" }))
  for (const envelope of [
    { id: "'of folder'", folder_id: "'folder'", provider_id: 'NULL', monthly_nano_usd: '40' },
    { id: "'all elsewhere'", provider_id: "'elsewhere'" },
    { id: "'heavy elsewhere'", provider_id: "'elsewhere'", model_id: "'heavy'" },
  ] as const) {
    database.exec(insert('envelope', envelope))
  }
  for (const attemptId of ['dispatched', 'settled']) {
    database.exec(insert('envelope_attempt', { attempt_id: `'${attemptId}'` }))
  }
  database.exec(insert('conversation', { id: "'chat'", import_id: "'known'" }))
  database.exec(insert('turn', { id: "'turn'", parent_id: 'NULL', position: '1' }))
  database.exec(insert('message', { id: '1' }))
  database.exec(insert('message_chunk', { number: '1' }))
  database.exec(insert('summary', { id: "'kept'" }))
  database.exec(insert('dropped_attachment', { place: '0' }))
  database.exec(insert('attachment', { id: `'${'f'.repeat(64)}'` }))
  database.exec(insert('usage_report'))
  for (const table of ['draft', 'preset', 'prompt'] as const) {
    const key = table === 'draft' ? 'conversation_id' : 'id'
    database.exec(insert(table, { [key]: "'kept'" }))
  }
}

const facts = {
  turnId: 'turn',
  number: 1,
  purpose: 'answer',
  providerId: 'test',
  modelId: 'heavy',
  priceId: 1,
  effort: null,
  textTokens: null,
  inputTokens: 10,
  maxOutputTokens: 100,
  expectedNanoUsd: 1,
} as const

function expectDone(isDone: boolean): void {
  if (!isDone) throw new Error('The ledger refused what it must do')
}
