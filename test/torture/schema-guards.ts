import type { SchemaObject } from './sequence/memory-ledger.ts'

/**
 * Every guard of a schema by itself, found in its own words, so that one which is added tomorrow is
 * among them: triggers, and each step and condition of one; unique indexes; CHECK, UNIQUE,
 * REFERENCES, NOT NULL and STRICT of each table.
 */
export type Guard = { name: string; without: readonly SchemaObject[] }

export function guardsOf(objects: readonly SchemaObject[]): Guard[] {
  return objects.flatMap((object) => {
    const others = (sql: string | null): SchemaObject[] =>
      objects.flatMap((one) => (one === object ? (sql === null ? [] : [{ ...one, sql }]) : [one]))
    const whole = { name: `${object.type} ${object.name}`, without: others(null) }
    const parts = cutsOf(object).map(({ from, to, instead, of = '' }) => ({
      name: `${object.type} ${object.name}: ${of}${plain(object.sql.slice(from, to))}`,
      without: others(object.sql.slice(0, from) + instead + object.sql.slice(to)),
    }))
    if (object.type === 'trigger') return [whole, ...parts]
    if (object.type === 'index') return object.sql.startsWith('CREATE UNIQUE') ? [whole] : []
    return parts
  })
}

/** A piece of a statement, and what stands there when it is gone. */
type Cut = { from: number; to: number; instead: string; of?: string }

function cutsOf({ type, sql }: SchemaObject): Cut[] {
  const text = masked(sql)
  if (type === 'table') return tableCuts(text)
  if (type !== 'trigger') return []
  return [...statementCuts(text), ...conditionCuts(text), ...columnCuts(text)]
}

function tableCuts(text: string): Cut[] {
  const cuts: Cut[] = []
  for (const found of text.matchAll(/(?:CONSTRAINT \w+ )?(?:CHECK|UNIQUE)\(/gu)) {
    const to = closing(text, found.index + found[0].length - 1) + 1
    // A constraint of the whole table takes the comma before it along.
    const before = text.slice(0, found.index).trimEnd()
    const isOfTable = before.endsWith(',')
    cuts.push({ from: isOfTable ? before.length - 1 : found.index, to, instead: '' })
  }
  for (const piece of [
    / REFERENCES \w+\(\w+\)(?: ON DELETE (?:CASCADE|SET NULL))?/gu,
    / ON DELETE (?:CASCADE|SET NULL)/gu,
    /(?<!IS) NOT NULL/gu,
  ]) {
    for (const { index, 0: found } of text.matchAll(piece)) {
      const column = columnAt(text, index)
      const of = `${column} `
      // Says again what a primary key means here.
      if (new RegExp(`PRIMARY KEY\\(.*\\b${column}\\b`, 'u').test(text)) continue
      cuts.push({ from: index, to: index + found.length, instead: '', of })
    }
  }
  const strict = /\) STRICT(?:, )?/u.exec(text)
  if (strict)
    cuts.push({ from: strict.index + 1, to: strict.index + strict[0].length, instead: ' ' })
  return cuts
}

/** The column in whose definition this place is. */
function columnAt(text: string, place: number): string {
  let [depth, from] = [0, 0]
  for (let at = 0; at < place; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 1 && /[(,]/u.test(text[at] ?? '')) from = at + 1
  }
  return /\w+/u.exec(text.slice(from))?.[0] ?? ''
}

/** Each column that a trigger watches, where it watches some. */
function columnCuts(text: string): Cut[] {
  const list = /UPDATE OF (?<columns>[\w\s,]+?) ON /u.exec(text)
  const columns = list?.groups?.['columns'] ?? ''
  if (!list || !columns.includes(',')) return []
  const from = list.index + 'UPDATE OF '.length
  return [...columns.matchAll(/\w+/gu)].map(({ index, 0: column }) => {
    const after = /^\s*,/u.exec(columns.slice(index + column.length))
    const start = after ? index : columns.lastIndexOf(',', index)
    const end = index + column.length + (after?.[0].length ?? 0)
    return { from: from + start, to: from + end, instead: '' }
  })
}

/** Each statement of a trigger that has more than one. */
function statementCuts(text: string): Cut[] {
  const begin = text.indexOf('BEGIN') + 'BEGIN'.length
  const ends = [...text.matchAll(/;/gu)].map(({ index }) => index + 1)
  if (ends.length < 2) return []
  return ends.map((to, index) => ({ from: ends[index - 1] ?? begin, to, instead: '' }))
}

/** Each operand of AND and OR, with the word before it, or after it where it is the first. */
function conditionCuts(text: string): Cut[] {
  const words = [...text.matchAll(/\b(?:AND|OR)\b/gu)].filter(
    ({ index }) => !isWithinBetween(text, index),
  )
  return words.flatMap(({ index, 0: word }) => {
    const from = operandStart(text, index)
    const to = operandEnd(text, index + word.length)
    const isFirst = !/(?:AND|OR)\s*$/u.test(text.slice(0, from))
    const cuts = [{ from: index, to, instead: '' }]
    if (isFirst) cuts.push({ from, to: index + word.length, instead: ' ' })
    return cuts
  })
}

/** The AND of BETWEEN joins nothing. */
function isWithinBetween(text: string, at: number): boolean {
  return /BETWEEN\s+\S+\s*$/u.test(text.slice(0, at))
}

const border = /^(?:WHERE|WHEN|AND|OR|THEN|ELSE|ON|BEGIN|END|SELECT|UPDATE|SET)\b/u

function operandEnd(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    if (text[at] === '(') at = closing(text, at)
    else if (/^\bCASE\b/u.test(text.slice(at))) at = text.indexOf('END', at) + 'EN'.length
    else if (/[);]/u.test(text[at] ?? '')) return at
    else if (/\s/u.test(text[at - 1] ?? '') && border.test(text.slice(at))) {
      if (!isWithinBetween(text, at)) return at
    }
    at += 1
  }
  return at
}

function operandStart(text: string, before: number): number {
  let depth = 0
  for (let at = before - 1; at >= 0; at -= 1) {
    if (text[at] === ')') depth += 1
    else if (text[at] === '(' && depth > 0) depth -= 1
    else if (text[at] === '(') return at + 1
    else if (depth === 0 && /\s/u.test(text[at - 1] ?? ' ')) {
      const word = border.exec(text.slice(at))
      if (word) return at + word[0].length
    }
  }
  return 0
}

function closing(text: string, opening: number): number {
  let depth = 0
  for (let at = opening; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  throw new Error(`A parenthesis is not closed in ${text}`)
}

/** The same length, with blanks for comments and the insides of texts, so that neither is taken for SQL. */
function masked(sql: string): string {
  const blank = (found: string): string => ' '.repeat(found.length)
  return sql
    .replace(/--[^\n]*/gu, blank)
    .replace(/'[^']*'/gu, (found) => `'${'_'.repeat(found.length - 2)}'`)
}

function plain(sql: string): string {
  return sql
    .replace(/--[^\n]*/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}
