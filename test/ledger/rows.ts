/**
 * One row of each table that SQLite accepts beside those of `victim.ts`: column by column, as SQL.
 * An attack changes one of them.
 */

const NEXT_SEQUENCE = '(SELECT max(sequence) + 1 FROM entry)'
const LAST_AT_MS = '(SELECT max(at_ms) FROM entry)'

const rows = {
  setting: { key: "'theme'", value_json: "'{}'" },
  incident: { id: 'NULL', kind: "'restored'", detail_json: "'{}'", at_ms: '0' },
  period: {
    id: "'2030-01-01'",
    starts_at_ms: String(Date.UTC(2030, 0)),
    ends_at_ms: String(Date.UTC(2030, 1)),
    time_zone: "'UTC'",
  },
  price: { id: 'NULL', provider_id: "'test'", model_id: "'other'", price_json: "'{}'" },
  attempt: {
    id: "'new'",
    turn_id: "'turn of new'",
    number: '1',
    purpose: "'answer'",
    period_id: "'2026-11-01'",
    provider_id: "'test'",
    model_id: "'heavy'",
    price_id: '1',
    effort: 'NULL',
    text_tokens: '10',
    input_tokens: '10',
    max_output_tokens: '100',
    expected_nano_usd: '1',
    agreed_nano_usd: 'NULL',
    reserved_nano_usd: '10',
    spent_nano_usd: 'NULL',
    state: "'reserved'",
    quality: 'NULL',
    reference: 'NULL',
    created_at_ms: '0',
    updated_at_ms: '0',
  },
  entry: {
    sequence: NEXT_SEQUENCE,
    kind: "'grant'",
    period_id: "'2026-11-01'",
    attempt_id: 'NULL',
    grant_id: "'a new one'",
    amount_nano_usd: '1',
    at_ms: LAST_AT_MS,
    chain: 'zeroblob(32)',
  },
  usage_report: {
    id: 'NULL',
    attempt_id: "'settled'",
    source: "'lookup'",
    cost_nano_usd: '1',
    input_tokens: '1',
    cache_read_tokens: '1',
    cache_write_short_tokens: '1',
    cache_write_long_tokens: '1',
    output_tokens: '1',
    reasoning_tokens: '1',
    search_count: '1',
    raw_json: 'NULL',
    at_ms: '0',
  },
  envelope: {
    id: "'new'",
    folder_id: 'NULL',
    provider_id: "'another'",
    model_id: 'NULL',
    monthly_nano_usd: '50',
    created_at_ms: '0',
  },
  envelope_balance: {
    envelope_id: "'of folder'",
    period_id: "'2026-10-01'",
    reserved_nano_usd: '0',
    spent_nano_usd: '0',
  },
  // Reserved before there was such an envelope.
  envelope_attempt: {
    attempt_id: "'october'",
    envelope_id: "'of folder'",
    allowed_nano_usd: '0',
  },
  folder: { id: "'new'", name: "'Work'", options_json: "'{}'", created_at_ms: '0' },
  conversation: {
    id: "'new'",
    title: "'Title'",
    title_from: "'person'",
    title_attempt_id: "'settled'",
    options_json: "'{}'",
    folder_id: "'folder'",
    comparison_id: 'NULL',
    provider_id: 'NULL',
    model_id: 'NULL',
    imported_from: 'NULL',
    import_id: "'another'",
    spent_nano_usd: '0',
    pinned_at_ms: 'NULL',
    deleted_at_ms: 'NULL',
    created_at_ms: '0',
    updated_at_ms: '0',
  },
  turn: {
    id: "'new'",
    conversation_id: "'chat'",
    parent_id: "'turn'",
    position: '2',
    is_shown: '1',
    comparison_id: 'NULL',
    created_at_ms: '0',
  },
  message: {
    id: 'NULL',
    turn_id: "'turn'",
    role: "'assistant'",
    state: "'completed'",
    index_place: 'NULL',
    parts_json: "'[]'",
    attempt_id: "'settled'",
    provider_id: 'NULL',
    model_id: 'NULL',
    provider_name: 'NULL',
    model_name: 'NULL',
    failure_json: 'NULL',
    created_at_ms: '0',
  },
  attachment: {
    id: `'${'0'.repeat(64)}'`,
    media_type: "'image/png'",
    width_px: '1',
    height_px: '1',
    bytes: "x'00'",
    created_at_ms: '0',
  },
  summary: {
    id: "'new'",
    turn_id: "'turn'",
    turn_count: '1',
    attempt_id: "'settled'",
    provider_id: "'test'",
    model_id: "'heavy'",
    model_name: "'Heavy'",
    text: "'In short'",
    is_sent: '1',
    created_at_ms: '0',
  },
  dropped_attachment: { turn_id: "'turn'", place: '1' },
  message_chunk: { message_id: '1', number: '2', type: "'text'", text: "'more'" },
  draft: { conversation_id: "'new'", text: "'words'", updated_at_ms: '0' },
  preset: {
    id: "'new'",
    name: "'Terse'",
    provider_id: 'NULL',
    model_id: 'NULL',
    options_json: "'{}'",
    created_at_ms: '0',
  },
  prompt: { id: "'new'", name: "'Translate'", text: "'Into French'", created_at_ms: '0' },
  usage_day: {
    period_id: "'2026-11-01'",
    day: "'2026-11-10'",
    provider_id: "'test'",
    model_id: "'heavy'",
    purpose: "'answer'",
    tier: "'premium'",
    turn_count: '1',
    attempt_count: '1',
    spent_nano_usd: '5',
    saved_nano_usd: '-1',
    input_tokens: '1',
    cache_read_tokens: '1',
    output_tokens: '1',
  },
  usage_conversation: {
    conversation_id: "'chat'",
    period_id: "'2026-11-01'",
    day: "'2026-11-10'",
    provider_id: "'test'",
    model_id: "'heavy'",
    turn_count: '1',
    spent_nano_usd: '5',
    saved_nano_usd: '-1',
  },
  usage_living: {
    period_id: "'2026-11-01'",
    conversation_count: '1',
    turn_count: '1',
    spent_nano_usd: '5',
    saved_nano_usd: '-1',
  },
  usage_conversation_month: {
    conversation_id: "'chat'",
    period_id: "'2026-11-01'",
    turn_count: '1',
    spent_nano_usd: '5',
    saved_nano_usd: '-1',
  },
} as const satisfies Record<string, Record<string, string>>

export type Table = keyof typeof rows
export type Columns<T extends Table> = Partial<Record<keyof (typeof rows)[T] & string, string>>

export const tables = Object.keys(rows) as Table[]

export function columnsOf(table: Table): string[] {
  return Object.keys(rows[table])
}

/** Inserts that row, with some columns otherwise. */
export function insert<T extends Table>(table: T, changed: Columns<T> = {}): string {
  const row = { ...rows[table], ...changed }
  return `INSERT INTO ${table}(${Object.keys(row).join()}) VALUES(${Object.values(row).join()})`
}

/** Is refused unless this answers 1. */
export function only(question: string): string {
  return insert('setting', {
    key: "'asked'",
    value_json: `CASE (${question}) WHEN 1 THEN '{}' ELSE 'no' END`,
  }).replace('INSERT', 'INSERT OR REPLACE')
}

/** Inserts an entry of this kind for an attempt. */
export function attemptEntry(
  kind: string,
  attemptId: string,
  amountNanoUsd: number | string,
  changed: Columns<'entry'> = {},
): string {
  return insert('entry', {
    kind: `'${kind}'`,
    attempt_id: `'${attemptId}'`,
    grant_id: 'NULL',
    amount_nano_usd: String(amountNanoUsd),
    ...changed,
  })
}

/** Inserts an entry of this kind that belongs to the period, with an id if it brings or takes. */
export function periodEntry(
  kind: string,
  amountNanoUsd: number | string,
  changed: Columns<'entry'> = {},
): string {
  const grantId = kind === 'cover' ? 'NULL' : "'a new one'"
  return insert('entry', {
    kind: `'${kind}'`,
    grant_id: grantId,
    amount_nano_usd: String(amountNanoUsd),
    ...changed,
  })
}
