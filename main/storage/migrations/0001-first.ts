/** The largest integer that JavaScript and SQLite both hold exactly: about nine million USD. */
const MAX = Number.MAX_SAFE_INTEGER

/**
 * The whole first schema. Money is nano-USD, times are milliseconds since 1970.
 *
 * The ledger guards itself: CHECKs refuse overspend, unique indexes allow one reservation and one
 * ending per attempt, triggers keep entries append-only, keep each balance from its entries, and
 * let nothing but an entry end an attempt.
 */
export const first = `
CREATE TABLE setting(
  key TEXT PRIMARY KEY,
  value_json TEXT NOT NULL CHECK(json_valid(value_json))
) STRICT, WITHOUT ROWID;

-- What was found wrong with this profile and what was done about it. Kept for good.
CREATE TABLE incident(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind IN ('entries-lost','balances-rebuilt','restored')),
  detail_json TEXT NOT NULL CHECK(json_valid(detail_json)),
  at_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER incident_frozen BEFORE UPDATE ON incident
BEGIN SELECT RAISE(ABORT, 'an incident is frozen'); END;
CREATE TRIGGER incident_kept BEFORE DELETE ON incident
BEGIN SELECT RAISE(ABORT, 'an incident is kept'); END;

-- Ledger ------------------------------------------------------------------------------------

-- The rules a person set; one row. What they do to a period stands in its entries.
CREATE TABLE budget(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  monthly_nano_usd INTEGER CHECK(monthly_nano_usd BETWEEN 1 AND ${MAX}),  -- NULL: none set
  mode TEXT NOT NULL DEFAULT 'firm' CHECK(mode IN ('firm','ask','watch')),
  start_day INTEGER NOT NULL DEFAULT 1 CHECK(start_day BETWEEN 1 AND 28),
  carries_over INTEGER NOT NULL DEFAULT 0 CHECK(carries_over IN (0,1)),
  turn_limit_nano_usd INTEGER CHECK(turn_limit_nano_usd BETWEEN 1 AND ${MAX}) -- NULL: none is asked about
) STRICT;
INSERT INTO budget(id) VALUES(1);
CREATE TRIGGER budget_kept BEFORE DELETE ON budget
BEGIN SELECT RAISE(ABORT, 'the budget is kept'); END;

CREATE TABLE period(
  id TEXT PRIMARY KEY,                      -- its first day in its time zone, 2026-11-01
  starts_at_ms INTEGER NOT NULL,
  ends_at_ms INTEGER NOT NULL,
  time_zone TEXT NOT NULL,
  CHECK(ends_at_ms > starts_at_ms)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER period_no_overlap BEFORE INSERT ON period
WHEN EXISTS(SELECT 1 FROM period WHERE ends_at_ms > NEW.starts_at_ms AND starts_at_ms < NEW.ends_at_ms)
BEGIN SELECT RAISE(ABORT, 'periods overlap'); END;
CREATE TRIGGER period_frozen BEFORE UPDATE ON period
BEGIN SELECT RAISE(ABORT, 'a period is frozen'); END;
CREATE TRIGGER period_kept BEFORE DELETE ON period
BEGIN SELECT RAISE(ABORT, 'a period is kept'); END;

-- One row a period: what its entries sum to. The third CHECK is the promise of the program.
CREATE TABLE balance(
  period_id TEXT PRIMARY KEY REFERENCES period(id),
  granted_nano_usd INTEGER NOT NULL DEFAULT 0 CHECK(granted_nano_usd BETWEEN 0 AND ${MAX}),
  added_nano_usd INTEGER NOT NULL DEFAULT 0 CHECK(added_nano_usd BETWEEN 0 AND ${MAX}),
  reserved_nano_usd INTEGER NOT NULL DEFAULT 0 CHECK(reserved_nano_usd BETWEEN 0 AND ${MAX}),
  spent_nano_usd INTEGER NOT NULL DEFAULT 0 CHECK(spent_nano_usd BETWEEN 0 AND ${MAX}),
  overrun_nano_usd INTEGER NOT NULL DEFAULT 0 CHECK(overrun_nano_usd BETWEEN 0 AND ${MAX}),
  CONSTRAINT no_overspend CHECK(granted_nano_usd - reserved_nano_usd - spent_nano_usd >= 0)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER period_opens_balance AFTER INSERT ON period
BEGIN INSERT INTO balance(period_id) VALUES(NEW.id); END;
CREATE TRIGGER balance_kept BEFORE DELETE ON balance
BEGIN SELECT RAISE(ABORT, 'a balance is kept'); END;

-- Prices as they were when an attempt was priced. Integer pico-USD per token inside.
CREATE TABLE price(
  id INTEGER PRIMARY KEY,
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  price_json TEXT NOT NULL CHECK(json_valid(price_json)),
  UNIQUE(provider_id, model_id, price_json)
) STRICT;
CREATE TRIGGER price_frozen BEFORE UPDATE ON price
BEGIN SELECT RAISE(ABORT, 'a price is frozen'); END;
CREATE TRIGGER price_kept BEFORE DELETE ON price
BEGIN SELECT RAISE(ABORT, 'a price is kept'); END;

-- One HTTP request that may cost money. Holds no text of any chat and outlives its chat, so
-- turn_id is not a foreign key. Every index here is a page more to flush before a turn can be sent.
CREATE TABLE attempt(
  id TEXT PRIMARY KEY,
  turn_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK(number >= 1),
  purpose TEXT NOT NULL
    CHECK(purpose IN ('answer','title','summary','tool','image','compare','gateway')),
  period_id TEXT NOT NULL REFERENCES period(id),
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  price_id INTEGER NOT NULL REFERENCES price(id),
  effort TEXT CHECK(effort IN ('off','low','medium','high')),        -- NULL: the model's own
  text_tokens INTEGER CHECK(text_tokens >= 0),   -- counted by o200k, before any factor; NULL: not counted
  input_tokens INTEGER NOT NULL CHECK(input_tokens >= 0),            -- estimated
  max_output_tokens INTEGER NOT NULL CHECK(max_output_tokens > 0),   -- as sent
  expected_nano_usd INTEGER NOT NULL CHECK(expected_nano_usd >= 0),
  agreed_nano_usd INTEGER CHECK(agreed_nano_usd BETWEEN 0 AND ${MAX}),   -- NULL: nobody was asked
  reserved_nano_usd INTEGER NOT NULL CHECK(reserved_nano_usd BETWEEN 0 AND ${MAX}),
  spent_nano_usd INTEGER CHECK(spent_nano_usd BETWEEN 0 AND ${MAX}), -- NULL: not known yet
  state TEXT NOT NULL DEFAULT 'reserved'
    CHECK(state IN ('reserved','dispatched','settled','released','uncertain')),
  quality TEXT CHECK(quality IN ('exact','partial','estimated','person')),
  reference TEXT,                                                    -- the provider's name for it
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  CHECK((state IN ('settled','released')) = (spent_nano_usd IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_uncertain ON attempt(id) WHERE state = 'uncertain';
-- What was done for a turn beside its answer. Rare, so that an ordinary turn writes no page of it.
CREATE INDEX attempt_beside_answer ON attempt(turn_id) WHERE purpose NOT IN ('answer','compare');

CREATE TRIGGER attempt_starts_reserved BEFORE INSERT ON attempt
WHEN NEW.state <> 'reserved' OR NEW.spent_nano_usd IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an attempt starts reserved'); END;
-- The limit is of a turn; of those that are compared, the sum is looked at before they come here.
CREATE TRIGGER attempt_above_limit BEFORE INSERT ON attempt
WHEN NEW.expected_nano_usd > (SELECT turn_limit_nano_usd FROM budget)
  AND NEW.expected_nano_usd > coalesce(NEW.agreed_nano_usd, 0)
BEGIN SELECT RAISE(ABORT, 'a turn above the limit is agreed to first'); END;
CREATE TRIGGER attempt_kept BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is kept'); END;
CREATE TRIGGER attempt_moves BEFORE UPDATE OF state ON attempt
WHEN NEW.state <> OLD.state AND NOT CASE OLD.state
  WHEN 'reserved' THEN NEW.state IN ('dispatched','released')
  WHEN 'dispatched' THEN NEW.state IN ('settled','released','uncertain')
  WHEN 'uncertain' THEN NEW.state IN ('settled','released')
  ELSE 0 END
BEGIN SELECT RAISE(ABORT, 'an attempt cannot move that way'); END;
CREATE TRIGGER attempt_ends_by_entry BEFORE UPDATE OF state ON attempt
WHEN NEW.state IN ('settled','released') AND NEW.state <> OLD.state AND NOT EXISTS(
  SELECT 1 FROM entry WHERE attempt_id = NEW.id AND kind IN ('settle','release')
    AND kind = CASE NEW.state WHEN 'settled' THEN 'settle' ELSE 'release' END)
BEGIN SELECT RAISE(ABORT, 'an attempt ends by an entry'); END;
CREATE TRIGGER attempt_sent_when_reserved BEFORE UPDATE OF state ON attempt
WHEN NEW.state = 'dispatched' AND NOT EXISTS(
  SELECT 1 FROM entry WHERE attempt_id = NEW.id AND kind = 'reserve')
BEGIN SELECT RAISE(ABORT, 'only what is reserved can be sent'); END;
CREATE TRIGGER attempt_facts_frozen BEFORE UPDATE OF
  id, turn_id, number, purpose, period_id, provider_id, model_id, price_id, effort, text_tokens,
  input_tokens, max_output_tokens, expected_nano_usd, agreed_nano_usd, reserved_nano_usd, created_at_ms ON attempt
BEGIN SELECT RAISE(ABORT, 'the facts of an attempt are frozen'); END;

-- Append-only, each row chained to the one before by SHA-256.
CREATE TABLE entry(
  sequence INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind IN
    ('grant','topup','carry','allow','lower','reserve','settle','release','overrun','cover','adjust')),
  period_id TEXT NOT NULL REFERENCES period(id),
  attempt_id TEXT REFERENCES attempt(id),
  grant_id TEXT,
  amount_nano_usd INTEGER NOT NULL CHECK(amount_nano_usd BETWEEN -${MAX} AND ${MAX}),
  at_ms INTEGER NOT NULL,
  chain BLOB NOT NULL CHECK(length(chain) = 32),
  CHECK(amount_nano_usd >= 0 OR kind = 'adjust'),
  CHECK((attempt_id IS NOT NULL) =
    (kind IN ('allow','reserve','settle','release','overrun','adjust'))),
  CHECK((grant_id IS NOT NULL) = (kind IN ('grant','topup','carry','lower'))),
  CHECK(grant_id NOT GLOB 'month:*' OR (kind = 'grant' AND grant_id = 'month:' || period_id))
) STRICT;
CREATE UNIQUE INDEX entry_one_reserve ON entry(attempt_id) WHERE kind = 'reserve';
CREATE UNIQUE INDEX entry_one_ending ON entry(attempt_id) WHERE kind IN ('settle','release');
CREATE UNIQUE INDEX entry_one_allow ON entry(attempt_id) WHERE kind = 'allow';
CREATE UNIQUE INDEX entry_one_grant ON entry(grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX entry_correction ON entry(attempt_id) WHERE kind = 'adjust';

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
  OR NEW.at_ms < (SELECT at_ms FROM entry WHERE sequence = NEW.sequence - 1)
BEGIN SELECT RAISE(ABORT, 'entries come in order'); END;

CREATE TRIGGER entry_grant AFTER INSERT ON entry WHEN NEW.kind = 'grant'
BEGIN
  UPDATE balance SET granted_nano_usd = granted_nano_usd + NEW.amount_nano_usd
    WHERE period_id = NEW.period_id;
END;
CREATE TRIGGER entry_added AFTER INSERT ON entry WHEN NEW.kind IN ('topup','carry')
BEGIN
  UPDATE balance SET granted_nano_usd = granted_nano_usd + NEW.amount_nano_usd,
    added_nano_usd = added_nano_usd + NEW.amount_nano_usd
    WHERE period_id = NEW.period_id;
END;
-- Only what the very next reservation lacks, so that what is allowed is of no use to any other.
CREATE TRIGGER entry_allow_permitted BEFORE INSERT ON entry WHEN NEW.kind = 'allow'
BEGIN
  SELECT RAISE(ABORT, 'a firm budget is not exceeded') WHERE (SELECT mode FROM budget) = 'firm';
  SELECT RAISE(ABORT, 'no more is allowed than is short') WHERE NOT EXISTS(
    SELECT 1 FROM attempt JOIN balance ON balance.period_id = attempt.period_id
      WHERE attempt.id = NEW.attempt_id AND attempt.state = 'reserved'
      AND attempt.period_id = NEW.period_id
      AND attempt.reserved_nano_usd - NEW.amount_nano_usd = balance.granted_nano_usd
        - balance.reserved_nano_usd - balance.spent_nano_usd - balance.overrun_nano_usd);
END;
CREATE TRIGGER entry_allow AFTER INSERT ON entry WHEN NEW.kind = 'allow'
BEGIN
  UPDATE balance SET granted_nano_usd = granted_nano_usd + NEW.amount_nano_usd
    WHERE period_id = NEW.period_id;
END;
CREATE TRIGGER entry_lower AFTER INSERT ON entry WHEN NEW.kind = 'lower'
BEGIN
  UPDATE balance SET granted_nano_usd = granted_nano_usd - NEW.amount_nano_usd
    WHERE period_id = NEW.period_id;
END;

CREATE TRIGGER entry_reserve_allowed BEFORE INSERT ON entry WHEN NEW.kind = 'reserve'
BEGIN
  SELECT RAISE(ABORT, 'a reservation must match its attempt') WHERE NOT EXISTS(
    SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND state = 'reserved'
      AND period_id = NEW.period_id AND reserved_nano_usd = NEW.amount_nano_usd);
  SELECT RAISE(ABORT, 'only the newest period is reserved from') WHERE EXISTS(
    SELECT 1 FROM period WHERE starts_at_ms > (
      SELECT starts_at_ms FROM period WHERE id = NEW.period_id));
  SELECT RAISE(ABORT, 'overrun must be covered first') WHERE NEW.amount_nano_usd > 0 AND (
    SELECT overrun_nano_usd FROM balance WHERE period_id = NEW.period_id) > 0;
  SELECT RAISE(ABORT, 'it counts in every envelope of its provider and model') WHERE EXISTS(
    SELECT 1 FROM envelope CROSS JOIN attempt ON attempt.id = NEW.attempt_id
      WHERE envelope.provider_id = attempt.provider_id
      AND (envelope.model_id IS NULL OR envelope.model_id = attempt.model_id)
      AND NOT EXISTS(SELECT 1 FROM envelope_attempt
        WHERE attempt_id = NEW.attempt_id AND envelope_id = envelope.id));
END;
CREATE TRIGGER entry_reserve AFTER INSERT ON entry WHEN NEW.kind = 'reserve'
BEGIN
  UPDATE balance SET reserved_nano_usd = reserved_nano_usd + NEW.amount_nano_usd
    WHERE period_id = NEW.period_id;
END;

-- What a dispatched or uncertain attempt set aside is certain: it could not be sent otherwise.
CREATE TRIGGER entry_settle_allowed BEFORE INSERT ON entry WHEN NEW.kind = 'settle' AND NOT EXISTS(
  SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND period_id = NEW.period_id
    AND state IN ('dispatched','uncertain') AND reserved_nano_usd >= NEW.amount_nano_usd)
BEGIN SELECT RAISE(ABORT, 'no more is settled than was reserved and sent, in its own period'); END;
CREATE TRIGGER entry_release_allowed BEFORE INSERT ON entry WHEN NEW.kind = 'release' AND NOT EXISTS(
  SELECT 1 FROM attempt JOIN entry ON entry.attempt_id = attempt.id AND entry.kind = 'reserve'
    WHERE attempt.id = NEW.attempt_id AND attempt.period_id = NEW.period_id
    AND attempt.state IN ('reserved','dispatched','uncertain')
    AND entry.amount_nano_usd = NEW.amount_nano_usd)
BEGIN SELECT RAISE(ABORT, 'a release gives back one whole reservation, in its own period'); END;
CREATE TRIGGER entry_settle AFTER INSERT ON entry WHEN NEW.kind = 'settle'
BEGIN
  UPDATE balance SET spent_nano_usd = spent_nano_usd + NEW.amount_nano_usd,
    reserved_nano_usd = reserved_nano_usd
      - (SELECT reserved_nano_usd FROM attempt WHERE id = NEW.attempt_id)
    WHERE period_id = NEW.period_id;
  UPDATE attempt SET state = 'settled', spent_nano_usd = NEW.amount_nano_usd,
    updated_at_ms = NEW.at_ms WHERE id = NEW.attempt_id;
END;
CREATE TRIGGER entry_release AFTER INSERT ON entry WHEN NEW.kind = 'release'
BEGIN
  UPDATE balance SET reserved_nano_usd = reserved_nano_usd - NEW.amount_nano_usd
    WHERE period_id = NEW.period_id;
  UPDATE attempt SET state = 'released', spent_nano_usd = 0,
    updated_at_ms = NEW.at_ms WHERE id = NEW.attempt_id;
END;

-- Right after the settlement it belongs to, and so at most once.
CREATE TRIGGER entry_overrun_allowed BEFORE INSERT ON entry
WHEN NEW.kind = 'overrun' AND NOT EXISTS(
  SELECT 1 FROM entry JOIN attempt ON attempt.id = entry.attempt_id
    WHERE entry.sequence = NEW.sequence - 1 AND entry.kind = 'settle'
    AND entry.attempt_id = NEW.attempt_id AND entry.period_id = NEW.period_id
    AND entry.amount_nano_usd = attempt.reserved_nano_usd)
BEGIN SELECT RAISE(ABORT, 'overrun is what a whole reservation did not cover, once'); END;
CREATE TRIGGER entry_adjust_allowed BEFORE INSERT ON entry
WHEN NEW.kind = 'adjust' AND NOT EXISTS(
  SELECT 1 FROM entry WHERE attempt_id = NEW.attempt_id AND kind IN ('settle','release')
    AND period_id = NEW.period_id)
BEGIN SELECT RAISE(ABORT, 'only an ended attempt can be corrected'); END;
CREATE TRIGGER entry_overrun AFTER INSERT ON entry WHEN NEW.kind = 'overrun'
BEGIN
  UPDATE balance SET overrun_nano_usd = overrun_nano_usd + NEW.amount_nano_usd
    WHERE period_id = NEW.period_id;
  UPDATE attempt SET spent_nano_usd = spent_nano_usd + NEW.amount_nano_usd,
    updated_at_ms = NEW.at_ms WHERE id = NEW.attempt_id;
END;
-- As far as it fits it is spent; beyond that it is overrun. Downwards it leaves what was spent first.
CREATE TRIGGER entry_adjust AFTER INSERT ON entry WHEN NEW.kind = 'adjust'
BEGIN
  UPDATE balance SET
    spent_nano_usd = spent_nano_usd + max(-spent_nano_usd,
      min(NEW.amount_nano_usd, granted_nano_usd - reserved_nano_usd - spent_nano_usd)),
    overrun_nano_usd = overrun_nano_usd + NEW.amount_nano_usd - max(-spent_nano_usd,
      min(NEW.amount_nano_usd, granted_nano_usd - reserved_nano_usd - spent_nano_usd))
    WHERE period_id = NEW.period_id;
  UPDATE attempt SET spent_nano_usd = spent_nano_usd + NEW.amount_nano_usd,
    updated_at_ms = NEW.at_ms WHERE id = NEW.attempt_id;
END;
CREATE TRIGGER entry_cover AFTER INSERT ON entry WHEN NEW.kind = 'cover'
BEGIN
  UPDATE balance SET overrun_nano_usd = overrun_nano_usd - NEW.amount_nano_usd,
    spent_nano_usd = spent_nano_usd + NEW.amount_nano_usd
    WHERE period_id = NEW.period_id;
END;

-- Evidence as it was received; NULL is unknown, not zero.
CREATE TABLE usage_report(
  id INTEGER PRIMARY KEY,
  attempt_id TEXT NOT NULL REFERENCES attempt(id),
  source TEXT NOT NULL CHECK(source IN ('stream','lookup','estimate','person')),
  cost_nano_usd INTEGER CHECK(cost_nano_usd BETWEEN 0 AND ${MAX}),   -- as the provider says
  input_tokens INTEGER CHECK(input_tokens >= 0),
  cache_read_tokens INTEGER CHECK(cache_read_tokens >= 0),
  cache_write_short_tokens INTEGER CHECK(cache_write_short_tokens >= 0),
  cache_write_long_tokens INTEGER CHECK(cache_write_long_tokens >= 0),
  output_tokens INTEGER CHECK(output_tokens >= 0),
  reasoning_tokens INTEGER CHECK(reasoning_tokens >= 0),
  search_count INTEGER CHECK(search_count >= 0),
  raw_json TEXT,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX usage_report_by_attempt ON usage_report(attempt_id);
CREATE TRIGGER usage_report_frozen BEFORE UPDATE ON usage_report
BEGIN SELECT RAISE(ABORT, 'evidence is frozen'); END;
CREATE TRIGGER usage_report_kept BEFORE DELETE ON usage_report
BEGIN SELECT RAISE(ABORT, 'evidence is kept'); END;

-- Envelopes ---------------------------------------------------------------------------------

-- What one folder, provider or model may use of a month at most. Not part of the ledger: an envelope
-- that goes, and with its folder it does, takes nothing with it that was spent.
CREATE TABLE envelope(
  id TEXT PRIMARY KEY,
  folder_id TEXT REFERENCES folder(id) ON DELETE CASCADE,
  provider_id TEXT,
  model_id TEXT,                            -- NULL: every model of the provider
  monthly_nano_usd INTEGER NOT NULL CHECK(monthly_nano_usd BETWEEN 1 AND ${MAX}),
  created_at_ms INTEGER NOT NULL,
  CHECK((folder_id IS NULL) = (provider_id IS NOT NULL)),
  CHECK(model_id IS NULL OR provider_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX envelope_one_each
  ON envelope(coalesce(folder_id, ''), coalesce(provider_id, ''), coalesce(model_id, ''));
CREATE TRIGGER envelope_stays_what_it_is
BEFORE UPDATE OF id, folder_id, provider_id, model_id, created_at_ms ON envelope
BEGIN SELECT RAISE(ABORT, 'an envelope stays what it is for'); END;

-- One row an envelope and period: what the attempts in it sum to. It may be above the envelope.
CREATE TABLE envelope_balance(
  envelope_id TEXT NOT NULL REFERENCES envelope(id) ON DELETE CASCADE,
  period_id TEXT NOT NULL REFERENCES period(id),
  reserved_nano_usd INTEGER NOT NULL CHECK(reserved_nano_usd BETWEEN 0 AND ${MAX}),
  spent_nano_usd INTEGER NOT NULL CHECK(spent_nano_usd BETWEEN 0 AND ${MAX}),
  PRIMARY KEY(envelope_id, period_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER envelope_balance_kept BEFORE DELETE ON envelope_balance
WHEN EXISTS(SELECT 1 FROM envelope WHERE id = OLD.envelope_id)
BEGIN SELECT RAISE(ABORT, 'the balance of an envelope is kept'); END;

-- Which attempts count in it, from before their reservation to the last correction.
CREATE TABLE envelope_attempt(
  attempt_id TEXT NOT NULL REFERENCES attempt(id),
  envelope_id TEXT NOT NULL REFERENCES envelope(id) ON DELETE CASCADE,
  allowed_nano_usd INTEGER NOT NULL         -- how far beyond the envelope its reservation went
    CHECK(allowed_nano_usd BETWEEN 0 AND ${MAX}),
  PRIMARY KEY(attempt_id, envelope_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER envelope_attempt_frozen BEFORE UPDATE ON envelope_attempt
BEGIN SELECT RAISE(ABORT, 'what counts in an envelope is frozen'); END;
CREATE TRIGGER envelope_attempt_kept BEFORE DELETE ON envelope_attempt
WHEN EXISTS(SELECT 1 FROM envelope WHERE id = OLD.envelope_id)
BEGIN SELECT RAISE(ABORT, 'what counts in an envelope is kept'); END;
-- What was reserved before the envelope was there counts in it, and was asked nothing.
CREATE TRIGGER envelope_attempt_permitted BEFORE INSERT ON envelope_attempt
WHEN NOT EXISTS(SELECT 1 FROM entry WHERE attempt_id = NEW.attempt_id AND kind = 'reserve')
BEGIN
  SELECT RAISE(ABORT, 'a firm envelope is not exceeded')
    WHERE NEW.allowed_nano_usd > 0 AND (SELECT mode FROM budget) = 'firm';
  SELECT RAISE(ABORT, 'what goes beyond an envelope is noted, and no more') WHERE NEW.allowed_nano_usd <> (
    SELECT CASE attempt.reserved_nano_usd WHEN 0 THEN 0
        ELSE max(0, attempt.reserved_nano_usd - envelope.monthly_nano_usd + coalesce((
          SELECT reserved_nano_usd + spent_nano_usd FROM envelope_balance
            WHERE envelope_id = envelope.id AND period_id = attempt.period_id), 0)) END
      FROM attempt JOIN envelope ON envelope.id = NEW.envelope_id WHERE attempt.id = NEW.attempt_id);
END;
CREATE TRIGGER envelope_attempt_counts AFTER INSERT ON envelope_attempt
BEGIN
  INSERT INTO envelope_balance(envelope_id, period_id, reserved_nano_usd, spent_nano_usd)
    SELECT NEW.envelope_id, period_id, iif(spent_nano_usd IS NULL, reserved_nano_usd, 0),
        coalesce(spent_nano_usd, 0)
      FROM attempt WHERE id = NEW.attempt_id
    ON CONFLICT(envelope_id, period_id) DO UPDATE SET
      reserved_nano_usd = reserved_nano_usd + excluded.reserved_nano_usd,
      spent_nano_usd = spent_nano_usd + excluded.spent_nano_usd;
END;
CREATE TRIGGER attempt_counts_in_envelopes AFTER UPDATE OF spent_nano_usd ON attempt
WHEN EXISTS(SELECT 1 FROM envelope_attempt WHERE attempt_id = NEW.id)
BEGIN
  UPDATE envelope_balance SET
    reserved_nano_usd = reserved_nano_usd - iif(OLD.spent_nano_usd IS NULL, NEW.reserved_nano_usd, 0),
    spent_nano_usd = spent_nano_usd + NEW.spent_nano_usd - coalesce(OLD.spent_nano_usd, 0)
    WHERE period_id = NEW.period_id
    AND envelope_id IN (SELECT envelope_id FROM envelope_attempt WHERE attempt_id = NEW.id);
END;

-- Chat --------------------------------------------------------------------------------------

-- Where conversations are kept together. What is set here is set for a new one in it.
CREATE TABLE folder(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 120),
  options_json TEXT NOT NULL DEFAULT '{}' CHECK(json_valid(options_json)),
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation(
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  title_from TEXT NOT NULL DEFAULT 'first-words'
    CHECK(title_from IN ('first-words','model','person','import')),
  title_attempt_id TEXT REFERENCES attempt(id),           -- what a title by a model cost
  options_json TEXT NOT NULL DEFAULT '{}' CHECK(json_valid(options_json)),
  folder_id TEXT REFERENCES folder(id) ON DELETE SET NULL,
  comparison_id TEXT,                       -- the answers shown side by side, until one is kept
  provider_id TEXT,                         -- of its last turn
  model_id TEXT,
  imported_from TEXT CHECK(imported_from IN ('chatgpt','claude','farthing')),
  import_id TEXT UNIQUE,                    -- what it was called there: imported twice is once
  spent_nano_usd INTEGER NOT NULL DEFAULT 0 CHECK(spent_nano_usd BETWEEN 0 AND ${MAX}),
  pinned_at_ms INTEGER,
  deleted_at_ms INTEGER,                    -- it can be brought back for a while
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_newest ON conversation(updated_at_ms DESC);
CREATE INDEX conversation_deleted ON conversation(id) WHERE deleted_at_ms IS NOT NULL;

-- What a conversation has cost, kept where it is shown: each turn of a long one need not be read.
CREATE TRIGGER attempt_counts_in_conversation AFTER UPDATE OF spent_nano_usd ON attempt
BEGIN
  UPDATE conversation SET spent_nano_usd = spent_nano_usd
      + coalesce(NEW.spent_nano_usd, 0) - coalesce(OLD.spent_nano_usd, 0)
    WHERE id = (SELECT conversation_id FROM turn WHERE id = NEW.turn_id);
END;

-- A tree: turns with the same parent are versions of one another. What is shown is one way through it.
CREATE TABLE turn(
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
  parent_id TEXT,                           -- the turn before it; NULL for a first one
  position INTEGER NOT NULL CHECK(position >= 1),         -- how many turns lead to it, with itself
  is_shown INTEGER NOT NULL CHECK(is_shown IN (0,1)),
  comparison_id TEXT,                       -- sent together with others, to be compared
  created_at_ms INTEGER NOT NULL,
  CHECK((parent_id IS NULL) = (position = 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX turn_by_place ON turn(conversation_id, position);
CREATE UNIQUE INDEX turn_one_shown ON turn(conversation_id, position) WHERE is_shown = 1;
CREATE TRIGGER turn_follows_its_parent BEFORE INSERT ON turn
WHEN NEW.parent_id IS NOT NULL AND NOT EXISTS(
  SELECT 1 FROM turn WHERE id = NEW.parent_id AND conversation_id = NEW.conversation_id
    AND position = NEW.position - 1)
BEGIN SELECT RAISE(ABORT, 'a turn follows its parent'); END;
CREATE TRIGGER turn_stays_in_place
BEFORE UPDATE OF id, conversation_id, parent_id, position, created_at_ms ON turn
BEGIN SELECT RAISE(ABORT, 'a turn stays where it is'); END;

CREATE TABLE message(
  id INTEGER PRIMARY KEY,
  turn_id TEXT NOT NULL REFERENCES turn(id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK(role IN ('user','assistant')),
  state TEXT NOT NULL CHECK(state IN ('written','writing','completed','length',
    'tool-calls','paused','refused','filtered','stopped','truncated','failed','interrupted')),
  index_place INTEGER UNIQUE,               -- of an answer, with its question; NULL: not in the index yet
  parts_json TEXT NOT NULL CHECK(json_valid(parts_json)),
  attempt_id TEXT REFERENCES attempt(id),
  provider_id TEXT,                         -- who wrote it; NULL where nobody knows
  model_id TEXT,
  provider_name TEXT,                       -- as they were called when it was sent
  model_name TEXT,
  failure_json TEXT CHECK(failure_json IS NULL OR json_valid(failure_json)),
  created_at_ms INTEGER NOT NULL,
  CHECK((role = 'user') = (state = 'written')),
  CHECK(role = 'assistant' OR attempt_id IS NULL),        -- without one it was copied or imported
  CHECK(role = 'assistant' OR index_place IS NULL)
) STRICT;
CREATE INDEX message_by_turn ON message(turn_id);
CREATE INDEX message_writing ON message(state) WHERE state = 'writing';
CREATE INDEX message_unindexed ON message(id)
  WHERE index_place IS NULL AND role = 'assistant' AND state <> 'writing';

-- Written by a model, to be sent in the place of older turns. It belongs to the last of them, and so
-- to each way through the tree that leads through that one.
CREATE TABLE summary(
  id TEXT PRIMARY KEY,
  turn_id TEXT NOT NULL REFERENCES turn(id) ON DELETE CASCADE,
  turn_count INTEGER NOT NULL CHECK(turn_count >= 1),     -- that it is sent instead of
  attempt_id TEXT REFERENCES attempt(id),                 -- NULL: it was copied into a branch
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  model_name TEXT NOT NULL,                               -- as it was called then
  text TEXT CHECK(length(text) > 0),                      -- NULL: not written yet, or it came to nothing
  is_sent INTEGER NOT NULL DEFAULT 0 CHECK(is_sent IN (0,1)),   -- 0: the turns are sent themselves
  created_at_ms INTEGER NOT NULL,
  CHECK(is_sent = 0 OR text IS NOT NULL),
  CHECK(attempt_id IS NOT NULL OR text IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX summary_by_turn ON summary(turn_id);
CREATE INDEX summary_sent ON summary(turn_id) WHERE is_sent = 1;

-- What is attached to a question and from now on named instead of sent, by its place among the parts.
CREATE TABLE dropped_attachment(
  turn_id TEXT NOT NULL REFERENCES turn(id) ON DELETE CASCADE,
  place INTEGER NOT NULL CHECK(place >= 0),
  PRIMARY KEY(turn_id, place)
) STRICT, WITHOUT ROWID;

-- Images of messages, once each. A message names them; deleting one leaves them for others.
CREATE TABLE attachment(
  id TEXT PRIMARY KEY CHECK(length(id) = 64),            -- SHA-256 of the bytes, in hexadecimal
  media_type TEXT NOT NULL CHECK(media_type IN ('image/png','image/jpeg','image/webp','image/gif')),
  width_px INTEGER NOT NULL CHECK(width_px > 0),
  height_px INTEGER NOT NULL CHECK(height_px > 0),
  bytes BLOB NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE TRIGGER attachment_frozen BEFORE UPDATE ON attachment
BEGIN SELECT RAISE(ABORT, 'an attachment is frozen'); END;

-- Text of an answer while it is being written; joined into its message at the end.
CREATE TABLE message_chunk(
  message_id INTEGER NOT NULL REFERENCES message(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  type TEXT NOT NULL CHECK(type IN ('text','thinking')),
  text TEXT NOT NULL,
  PRIMARY KEY(message_id, number)
) STRICT, WITHOUT ROWID;

-- What was typed and not sent, by conversation, which need not be stored yet.
CREATE TABLE draft(
  conversation_id TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a person gave a name, to use it again.
CREATE TABLE preset(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 120),
  provider_id TEXT,                         -- the model it begins with; NULL: the one chosen
  model_id TEXT,
  options_json TEXT NOT NULL CHECK(json_valid(options_json)),
  created_at_ms INTEGER NOT NULL,
  CHECK((provider_id IS NULL) = (model_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE prompt(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 120),
  text TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Words of messages, folded before they come here. A question is twice the place of its answer, and
-- the answer one more; places follow time. Holds no text: hits are shown from the messages themselves.
CREATE VIRTUAL TABLE message_index USING fts5(
  body, facets, content='', contentless_delete=1, prefix='1 2 3',
  tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'");
-- Merging is done when nobody waits for it.
INSERT INTO message_index(message_index, rank) VALUES('automerge', 0);
CREATE TRIGGER message_leaves_index AFTER DELETE ON message WHEN OLD.index_place IS NOT NULL
BEGIN
  DELETE FROM message_index WHERE rowid = 2 * OLD.index_place;
  DELETE FROM message_index WHERE rowid = 2 * OLD.index_place + 1;
END;

-- Usage -------------------------------------------------------------------------------------

-- What the entries come to, as far as usage_progress says. Everything here is made from entries and
-- evidence, later than those, and can be emptied and made anew.

-- By the day on which an attempt was sent, in the time zone of its period; from its ending on.
CREATE TABLE usage_day(
  period_id TEXT NOT NULL REFERENCES period(id),
  day TEXT NOT NULL,                        -- 2026-11-22
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  tier TEXT NOT NULL,                       -- by the price that was pinned
  turn_count INTEGER NOT NULL CHECK(turn_count >= 0),        -- first attempts at an answer
  attempt_count INTEGER NOT NULL CHECK(attempt_count >= 0),
  spent_nano_usd INTEGER NOT NULL CHECK(spent_nano_usd BETWEEN 0 AND ${MAX}),   -- with overrun
  saved_nano_usd INTEGER NOT NULL,          -- by caches; below 0 where they cost more
  input_tokens INTEGER NOT NULL CHECK(input_tokens >= 0),
  cache_read_tokens INTEGER NOT NULL CHECK(cache_read_tokens >= 0),
  output_tokens INTEGER NOT NULL CHECK(output_tokens >= 0),
  PRIMARY KEY(period_id, day, provider_id, model_id, purpose, tier)
) STRICT, WITHOUT ROWID;

-- The same by conversation. What was spent in those that are gone is what is missing to the sum.
CREATE TABLE usage_conversation(
  conversation_id TEXT NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
  period_id TEXT NOT NULL REFERENCES period(id),
  day TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  turn_count INTEGER NOT NULL CHECK(turn_count >= 0),
  spent_nano_usd INTEGER NOT NULL CHECK(spent_nano_usd BETWEEN 0 AND ${MAX}),
  saved_nano_usd INTEGER NOT NULL,
  PRIMARY KEY(conversation_id, period_id, day, provider_id, model_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_conversation_by_day ON usage_conversation(day);

-- Its sums, so that the dearest of a month are found without adding all of them up.
CREATE TABLE usage_conversation_month(
  conversation_id TEXT NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
  period_id TEXT NOT NULL REFERENCES period(id),
  turn_count INTEGER NOT NULL CHECK(turn_count >= 0),
  spent_nano_usd INTEGER NOT NULL CHECK(spent_nano_usd BETWEEN 0 AND ${MAX}),
  saved_nano_usd INTEGER NOT NULL,
  PRIMARY KEY(conversation_id, period_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_conversation_dearest ON usage_conversation_month(
  period_id, spent_nano_usd DESC, turn_count DESC, conversation_id, saved_nano_usd);

-- The sums of those again, so that what is missing to the whole is known without adding them up.
CREATE TABLE usage_living(
  period_id TEXT PRIMARY KEY REFERENCES period(id),
  conversation_count INTEGER NOT NULL CHECK(conversation_count >= 0),
  turn_count INTEGER NOT NULL CHECK(turn_count >= 0),
  spent_nano_usd INTEGER NOT NULL CHECK(spent_nano_usd BETWEEN 0 AND ${MAX}),
  saved_nano_usd INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER usage_conversation_leaves AFTER DELETE ON usage_conversation_month
BEGIN
  UPDATE usage_living SET conversation_count = conversation_count - 1,
    turn_count = turn_count - OLD.turn_count, spent_nano_usd = spent_nano_usd - OLD.spent_nano_usd,
    saved_nano_usd = saved_nano_usd - OLD.saved_nano_usd
    WHERE period_id = OLD.period_id;
END;

-- How far that has come; one row. The chain says whether it was these entries.
CREATE TABLE usage_progress(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  entry_sequence INTEGER NOT NULL CHECK(entry_sequence >= 0),
  entry_chain BLOB NOT NULL CHECK(length(entry_chain) = 32),
  usage_report_id INTEGER NOT NULL CHECK(usage_report_id >= 0)
) STRICT;
INSERT INTO usage_progress VALUES(1, 0, zeroblob(32), 0);
CREATE TRIGGER usage_progress_kept BEFORE DELETE ON usage_progress
BEGIN SELECT RAISE(ABORT, 'the progress of usage is kept'); END;
`
