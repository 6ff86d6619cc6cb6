import type { Attack } from './attacks.ts'
import { type Columns, insert, type Table } from './rows.ts'

const MOST = Number.MAX_SAFE_INTEGER

function row<T extends Table>(table: T, changed: Columns<T>, refusal: RegExp): Attack {
  const values = Object.entries(changed).map(([column, value]) => `${column} ${String(value)}`)
  return {
    name: `a ${table} with ${values.join(', ')}`,
    statements: [insert(table, changed)],
    refusal,
  }
}

function change(table: string, assignment: string, refusal: RegExp): Attack {
  return {
    name: `${table}: ${assignment}`,
    statements: [`UPDATE ${table} SET ${assignment}`],
    refusal,
  }
}

const check = (text: string): RegExp =>
  new RegExp(`^CHECK constraint failed: ${text.replace(/[()+]/gu, String.raw`\$&`)}`, 'u')

const sums = ['granted', 'added', 'reserved', 'spent', 'overrun'] as const
const counts = [
  'input',
  'cache_read',
  'cache_write_short',
  'cache_write_long',
  'output',
  'reasoning',
] as const

/** Values that do not exist, duplicates, and references to nothing. */
export const valueAttacks: readonly Attack[] = [
  // Budget
  change('budget', 'monthly_nano_usd = 0', check('monthly_nano_usd BETWEEN 1')),
  change('budget', `monthly_nano_usd = ${MOST} + 1`, check('monthly_nano_usd BETWEEN 1')),
  change('budget', "mode = 'generous'", check('mode IN')),
  change('budget', 'start_day = 0', check('start_day BETWEEN 1 AND 28')),
  change('budget', 'start_day = 29', check('start_day BETWEEN 1 AND 28')),
  change('budget', 'carries_over = 2', check('carries_over IN')),
  change('budget', 'turn_limit_nano_usd = 0', check('turn_limit_nano_usd BETWEEN 1')),
  change('budget', `turn_limit_nano_usd = ${MOST} + 1`, check('turn_limit_nano_usd BETWEEN 1')),
  change('budget', 'turn_limit_nano_usd = 1.5', /cannot store REAL/),
  change('budget', 'monthly_nano_usd = 1.5', /cannot store REAL/),
  ...['mode', 'start_day', 'carries_over'].map((column) =>
    change('budget', `${column} = NULL`, new RegExp(`NOT NULL .*budget.${column}`, 'u')),
  ),
  {
    name: 'a second budget',
    statements: ['INSERT INTO budget(id) VALUES(2)'],
    refusal: check('id = 1'),
  },
  // Balances
  ...sums.flatMap((name) => [
    change('balance', `${name}_nano_usd = -1`, check(`${name}_nano_usd BETWEEN 0`)),
    change('balance', `${name}_nano_usd = ${MOST} + 1`, check(`${name}_nano_usd BETWEEN 0`)),
    change('balance', `${name}_nano_usd = 1.5`, /cannot store REAL/),
    change('balance', `${name}_nano_usd = NULL`, /NOT NULL/),
  ]),
  change('balance', 'granted_nano_usd = 64', /no_overspend/),
  {
    name: 'a balance of a period that does not exist',
    statements: ["INSERT INTO balance(period_id) VALUES('2031-01-01')"],
    refusal: /FOREIGN KEY/,
  },
  // Periods
  row('period', { ends_at_ms: String(Date.UTC(2030, 0)) }, check('ends_at_ms > starts_at_ms')),
  ...(
    [
      ['that begins within another', Date.UTC(2026, 10, 30), Date.UTC(2026, 10, 30, 1)],
      ['that ends within another', Date.UTC(2026, 8, 1), Date.UTC(2026, 9, 1, 1)],
      ['around all others', Date.UTC(2026, 8, 1), Date.UTC(2027, 9, 1)],
    ] as const
  ).map(([name, startsAtMs, endsAtMs]) => ({
    name: `a period ${name}`,
    statements: [
      insert('period', { starts_at_ms: String(startsAtMs), ends_at_ms: String(endsAtMs) }),
    ],
    refusal: /periods overlap/,
  })),
  row('period', { starts_at_ms: '0.5' }, /cannot store REAL/),
  // Attempts
  row('attempt', { id: "'reserved'" }, /UNIQUE constraint failed: attempt.id/),
  row('attempt', { number: '0' }, check('number >= 1')),
  row('attempt', { purpose: "'fun'" }, check('purpose IN')),
  row('attempt', { period_id: "'2031-01-01'" }, /FOREIGN KEY/),
  row('attempt', { price_id: '99' }, /FOREIGN KEY/),
  row('attempt', { input_tokens: '-1' }, check('input_tokens >= 0')),
  row('attempt', { input_tokens: '0.5' }, /cannot store REAL/),
  row('attempt', { text_tokens: '-1' }, check('text_tokens >= 0')),
  row('attempt', { effort: "'extreme'" }, check('effort IN')),
  row('attempt', { max_output_tokens: '0' }, check('max_output_tokens > 0')),
  row('attempt', { expected_nano_usd: '-1' }, check('expected_nano_usd >= 0')),
  row('attempt', { agreed_nano_usd: '-1' }, check('agreed_nano_usd BETWEEN 0')),
  row('attempt', { agreed_nano_usd: `${MOST} + 1` }, check('agreed_nano_usd BETWEEN 0')),
  row('attempt', { reserved_nano_usd: '-1' }, check('reserved_nano_usd BETWEEN 0')),
  row('attempt', { reserved_nano_usd: `${MOST} + 1` }, check('reserved_nano_usd BETWEEN 0')),
  row('attempt', { quality: "'good'" }, check('quality IN')),
  ...['-1', `${MOST} + 1`].map((cost) => ({
    name: `an attempt that cost ${cost}`,
    statements: [
      'DROP TRIGGER attempt_counts_in_envelopes',
      `UPDATE attempt SET spent_nano_usd = ${cost} WHERE id = 'settled'`,
    ],
    refusal: check('spent_nano_usd BETWEEN 0'),
  })),
  // Envelopes
  row('envelope', { id: "'of folder'" }, /UNIQUE constraint failed: envelope.id/),
  row('envelope', { folder_id: "'nowhere'", provider_id: 'NULL' }, /FOREIGN KEY/),
  row('envelope', { provider_id: 'NULL' }, check('(folder_id IS NULL) =')),
  row('envelope', { folder_id: "'folder'" }, check('(folder_id IS NULL) =')),
  row('envelope', { monthly_nano_usd: '0' }, check('monthly_nano_usd BETWEEN 1')),
  row('envelope', { monthly_nano_usd: `${MOST} + 1` }, check('monthly_nano_usd BETWEEN 1')),
  row('envelope', { monthly_nano_usd: '1.5' }, /cannot store REAL/),
  {
    name: 'an envelope of a folder and a model',
    statements: [
      "UPDATE conversation SET folder_id = NULL; DELETE FROM envelope WHERE folder_id = 'folder'",
      insert('envelope', { folder_id: "'folder'", provider_id: 'NULL', model_id: "'heavy'" }),
    ],
    refusal: check('model_id IS NULL OR provider_id IS NOT NULL'),
  },
  ...(['reserved', 'spent'] as const).flatMap((name) => [
    row('envelope_balance', { [`${name}_nano_usd`]: '-1' }, check(`${name}_nano_usd BETWEEN 0`)),
    row(
      'envelope_balance',
      { [`${name}_nano_usd`]: `${MOST} + 1` },
      check(`${name}_nano_usd BETWEEN 0`),
    ),
  ]),
  row('envelope_balance', { spent_nano_usd: '1.5' }, /cannot store REAL/),
  row('envelope_balance', { envelope_id: "'nobody'" }, /FOREIGN KEY/),
  row('envelope_balance', { period_id: "'2031-01-01'" }, /FOREIGN KEY/),
  row('envelope_balance', { period_id: "'2026-11-01'" }, /UNIQUE constraint failed/),
  row('envelope_attempt', { attempt_id: "'nobody'" }, /FOREIGN KEY/),
  row('envelope_attempt', { envelope_id: "'nobody'" }, /FOREIGN KEY/),
  row('envelope_attempt', { allowed_nano_usd: '-1' }, check('allowed_nano_usd BETWEEN 0')),
  row('envelope_attempt', { allowed_nano_usd: `${MOST} + 1` }, check('allowed_nano_usd BETWEEN 0')),
  row('envelope_attempt', { allowed_nano_usd: '1.5' }, /cannot store REAL/),
  // Prices
  row('price', { price_json: "'{'" }, check('json_valid(price_json)')),
  row('price', { price_json: "x'00'" }, /cannot store BLOB/),
  {
    name: 'the same price twice',
    statements: [insert('price'), insert('price')],
    refusal: /UNIQUE constraint failed: price.provider_id, price.model_id, price.price_json/,
  },
  // Evidence
  row('usage_report', { attempt_id: "'nobody'" }, /FOREIGN KEY/),
  row('usage_report', { source: "'rumour'" }, check('source IN')),
  row('usage_report', { cost_nano_usd: '-1' }, check('cost_nano_usd BETWEEN 0')),
  row('usage_report', { cost_nano_usd: `${MOST} + 1` }, check('cost_nano_usd BETWEEN 0')),
  row('usage_report', { cost_nano_usd: '0.5' }, /cannot store REAL/),
  ...counts.map((name) =>
    row('usage_report', { [`${name}_tokens`]: '-1' }, check(`${name}_tokens >= 0`)),
  ),
  row('usage_report', { search_count: '-1' }, check('search_count >= 0')),
  // Incidents and settings
  row('incident', { kind: "'party'" }, check('kind IN')),
  row('incident', { detail_json: "'{'" }, check('json_valid(detail_json)')),
  row('incident', { at_ms: '0.5' }, /cannot store REAL/),
  row('setting', { value_json: "'{'" }, check('json_valid(value_json)')),
  row('setting', { value_json: "x'00'" }, /cannot store BLOB/),
  row('setting', { key: "'one'" }, /UNIQUE constraint failed: setting.key/),
  // Chats
  row('conversation', { created_at_ms: '0.5' }, /cannot store REAL/),
  row('conversation', { options_json: "'{'" }, check('json_valid(options_json)')),
  row('conversation', { title_from: "'a dream'" }, check('title_from IN')),
  row('conversation', { title_attempt_id: "'nobody'" }, /FOREIGN KEY/),
  row('conversation', { folder_id: "'nowhere'" }, /FOREIGN KEY/),
  row('conversation', { imported_from: "'elsewhere'" }, check('imported_from IN')),
  row('conversation', { import_id: "'known'" }, /UNIQUE constraint failed: conversation.import_id/),
  row('conversation', { spent_nano_usd: '-1' }, check('spent_nano_usd BETWEEN 0')),
  row('conversation', { spent_nano_usd: `${MOST} + 1` }, check('spent_nano_usd BETWEEN 0')),
  row('folder', { name: "''" }, check('length(name) BETWEEN 1')),
  row('folder', { options_json: "'{'" }, check('json_valid(options_json)')),
  row('folder', { created_at_ms: '0.5' }, /cannot store REAL/),
  row('draft', { updated_at_ms: '0.5' }, /cannot store REAL/),
  row('draft', { conversation_id: "'kept'" }, /UNIQUE constraint failed: draft/),
  row('preset', { name: "''" }, check('length(name) BETWEEN 1')),
  row('preset', { options_json: "'{'" }, check('json_valid(options_json)')),
  row('preset', { provider_id: "'alone'" }, check('(provider_id IS NULL) =')),
  row('preset', { created_at_ms: '0.5' }, /cannot store REAL/),
  row('prompt', { name: "''" }, check('length(name) BETWEEN 1')),
  row('prompt', { created_at_ms: '0.5' }, /cannot store REAL/),
  row('attachment', { id: "'short'" }, check('length(id) = 64')),
  row('attachment', { id: 'NULL' }, /NOT NULL constraint failed: attachment.id/),
  row('attachment', { media_type: "'text/html'" }, check('media_type IN')),
  row('attachment', { width_px: '0' }, check('width_px > 0')),
  row('attachment', { height_px: '0' }, check('height_px > 0')),
  row('attachment', { bytes: "'text'" }, /cannot store TEXT/),
  {
    name: 'the same attachment twice',
    statements: [insert('attachment'), insert('attachment')],
    refusal: /UNIQUE constraint failed: attachment.id/,
  },
  row('turn', { conversation_id: "'nobody'", parent_id: 'NULL', position: '1' }, /FOREIGN KEY/),
  row(
    'turn',
    { parent_id: 'NULL', position: '1' },
    /UNIQUE constraint failed: turn.conversation_id, turn.position/,
  ),
  row('turn', { created_at_ms: '0.5' }, /cannot store REAL/),
  row('turn', { is_shown: '2' }, check('is_shown IN (0,1)')),
  row('turn', { parent_id: 'NULL', position: '0' }, check('position >= 1')),
  row('turn', { parent_id: 'NULL' }, check('(parent_id IS NULL) = (position = 1)')),
  row('turn', { parent_id: "'nobody'" }, /a turn follows its parent/),
  row('turn', { position: '3' }, /a turn follows its parent/),
  {
    name: 'a turn that follows one of another conversation',
    statements: [
      insert('conversation', { id: "'other'" }),
      insert('turn', { conversation_id: "'other'" }),
    ],
    refusal: /a turn follows its parent/,
  },
  ...['id', 'conversation_id', 'parent_id', 'position', 'created_at_ms'].map((column) =>
    change('turn', `${column} = ${column}`, /a turn stays where it is/),
  ),
  row('message', { turn_id: "'nobody'" }, /FOREIGN KEY/),
  row('message', { attempt_id: "'nobody'" }, /FOREIGN KEY/),
  row('message', { role: "'system'", attempt_id: 'NULL' }, check('role IN')),
  row('message', { state: "'lost'" }, check('state IN')),
  row('message', { parts_json: "'['" }, check('json_valid(parts_json)')),
  row('message', { failure_json: "'{'" }, check('failure_json IS NULL')),
  row('message', { state: "'written'" }, check("(role = 'user') = (state = 'written')")),
  row(
    'message',
    { role: "'user'", state: "'written'" },
    check("role = 'assistant' OR attempt_id IS NULL"),
  ),
  row(
    'message',
    { role: "'user'", state: "'written'", attempt_id: 'NULL', index_place: '1' },
    check("role = 'assistant' OR index_place IS NULL"),
  ),
  {
    name: 'two answers at one place of the index',
    statements: [
      'UPDATE message SET index_place = 3 WHERE id = 1',
      insert('message', { index_place: '3' }),
    ],
    refusal: /UNIQUE constraint failed: message.index_place/,
  },
  row('message', { created_at_ms: '0.5' }, /cannot store REAL/),
  row('summary', { id: "'kept'" }, /UNIQUE constraint failed: summary.id/),
  row('summary', { turn_id: "'nobody'" }, /FOREIGN KEY/),
  row('summary', { attempt_id: "'nobody'" }, /FOREIGN KEY/),
  row('summary', { turn_count: '0' }, check('turn_count >= 1')),
  row('summary', { text: "''", is_sent: '0' }, check('length(text) > 0')),
  row('summary', { is_sent: '2' }, check('is_sent IN (0,1)')),
  row('summary', { text: 'NULL' }, check('is_sent = 0 OR text IS NOT NULL')),
  row(
    'summary',
    { attempt_id: 'NULL', text: 'NULL', is_sent: '0' },
    check('attempt_id IS NOT NULL OR text IS NOT NULL'),
  ),
  row('summary', { created_at_ms: '0.5' }, /cannot store REAL/),
  row('dropped_attachment', { turn_id: "'nobody'" }, /FOREIGN KEY/),
  row('dropped_attachment', { place: '-1' }, check('place >= 0')),
  row('dropped_attachment', { place: '0.5' }, /cannot store REAL/),
  row('dropped_attachment', { place: '0' }, /UNIQUE constraint failed: dropped_attachment/),
  row('message_chunk', { message_id: '99' }, /FOREIGN KEY/),
  row('message_chunk', { type: "'noise'" }, check('type IN')),
  row('message_chunk', { number: '0.5' }, /cannot store REAL/),
  row('message_chunk', { number: '1' }, /UNIQUE constraint failed: message_chunk/),
  // Usage
  ...(
    ['usage_day', 'usage_conversation', 'usage_conversation_month', 'usage_living'] as const
  ).flatMap((table) => [
    row(table, { period_id: "'2031-01-01'" }, /FOREIGN KEY/),
    row(table, { turn_count: '-1' }, check('turn_count >= 0')),
    row(table, { spent_nano_usd: '-1' }, check('spent_nano_usd BETWEEN 0')),
    row(table, { spent_nano_usd: `${MOST} + 1` }, check('spent_nano_usd BETWEEN 0')),
    row(table, { saved_nano_usd: '0.5' }, /cannot store REAL/),
  ]),
  row('usage_day', { attempt_count: '-1' }, check('attempt_count >= 0')),
  row('usage_living', { conversation_count: '-1' }, check('conversation_count >= 0')),
  ...['input', 'cache_read', 'output'].map((name) =>
    row('usage_day', { [`${name}_tokens`]: '-1' }, check(`${name}_tokens >= 0`)),
  ),
  row('usage_conversation', { conversation_id: "'nobody'" }, /FOREIGN KEY/),
  row('usage_conversation_month', { conversation_id: "'nobody'" }, /FOREIGN KEY/),
  change('usage_progress', 'entry_sequence = -1', check('entry_sequence >= 0')),
  change('usage_progress', 'usage_report_id = -1', check('usage_report_id >= 0')),
  change('usage_progress', 'usage_report_id = 0.5', /cannot store REAL/),
  change('usage_progress', "entry_chain = x'00'", check('length(entry_chain) = 32')),
  ...['entry_sequence', 'entry_chain', 'usage_report_id'].map((column) =>
    change('usage_progress', `${column} = NULL`, new RegExp(`NOT NULL .*progress.${column}`, 'u')),
  ),
  {
    name: 'usage that has come as far as two places',
    statements: ['INSERT INTO usage_progress VALUES(2, 0, zeroblob(32), 0)'],
    refusal: check('id = 1'),
  },
  {
    name: 'usage that has come as far as nothing',
    statements: ['DELETE FROM usage_progress'],
    refusal: /the progress of usage is kept/,
  },
]
