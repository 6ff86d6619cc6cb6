import { MAX_DEPTH, MAX_ITEM_BYTES } from './limits.ts'

/** One value of a list as it stands in the file; null text: larger or deeper than is read. */
export type RawItem = { text: string | null }

/** `cut-off`: the file ends before its list does. */
export type ItemsEnd = 'whole' | 'cut-off' | 'not-json'

const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const

/**
 * Splits JSON into the values of its outermost list, or takes an outermost object as the only one,
 * while the bytes arrive: no more than one value is in memory. What a value is made of is left to
 * JSON.parse; here brackets and strings are told apart, which UTF-8 allows byte by byte.
 */
export function openItemSplitter({ collects }: { collects: boolean }) {
  let outermost: 'unknown' | 'list' | 'object' | 'over' | 'broken' = 'unknown'
  let depth = 0
  let isInString = false
  let isEscaped = false
  let byteCount = 0
  /** Whether the value being read has begun; commas and space stand between values. */
  let isInItem = false
  let isTooMuch = false
  let itemBytes = 0
  let pieces: Uint8Array[] = []

  function take(chunk: Uint8Array, start: number, end: number): void {
    itemBytes += end - start
    if (itemBytes > MAX_ITEM_BYTES) isTooMuch = true
    if (isTooMuch) pieces = []
    else if (collects && end > start) pieces.push(chunk.slice(start, end))
  }

  function finishItem(): RawItem {
    const text = isTooMuch ? null : Buffer.concat(pieces).toString('utf8')
    isInItem = false
    isTooMuch = false
    itemBytes = 0
    pieces = []
    return { text }
  }

  function isMark(byte: number): boolean {
    return byteCount < 3 && byte === BYTE_ORDER_MARK[byteCount]
  }

  return {
    /** The values that end in this piece of the file. */
    *push(chunk: Uint8Array): Generator<RawItem> {
      let start = 0
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at] ?? 0
        if (isInString) {
          if (isEscaped) isEscaped = false
          else if (byte === BACKSLASH) isEscaped = true
          else if (byte === QUOTE) isInString = false
          continue
        }
        if (outermost === 'broken') return
        if (outermost === 'unknown' || outermost === 'over') {
          if (isSpace(byte) || isMark(byte)) {
            byteCount += 1
            continue
          }
          const begins = outermost === 'unknown' && (byte === OPEN_LIST || byte === OPEN_OBJECT)
          if (!begins) {
            outermost = 'broken'
            return
          }
          outermost = byte === OPEN_LIST ? 'list' : 'object'
          isInItem = outermost === 'object'
          start = at
          depth = 1
          continue
        }
        const isBetween = outermost === 'list' && depth === 1
        if (isBetween && (byte === COMMA || byte === CLOSE_LIST)) {
          if (isInItem) {
            take(chunk, start, at)
            yield finishItem()
          }
          if (byte === CLOSE_LIST) outermost = 'over'
          continue
        }
        if (isBetween && !isInItem) {
          if (isSpace(byte)) continue
          isInItem = true
          start = at
        }
        if (byte === QUOTE) isInString = true
        else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
          depth += 1
          if (depth > MAX_DEPTH) isTooMuch = true
        } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
          if (isBetween) {
            outermost = 'broken'
            return
          }
          depth -= 1
          if (depth === 0) {
            take(chunk, start, at + 1)
            outermost = 'over'
            yield finishItem()
          }
        }
      }
      if (isInItem) take(chunk, start, chunk.length)
    },
    end(): ItemsEnd {
      if (outermost === 'over') return 'whole'
      return outermost === 'list' || outermost === 'object' ? 'cut-off' : 'not-json'
    },
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
