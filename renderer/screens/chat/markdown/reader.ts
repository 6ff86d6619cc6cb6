import type { Token } from 'marked'
import remend from 'remend'
import { type Block, blockOf, isShown } from './blocks.ts'
import { lex } from './lexer.ts'
import { joinLines, type OpenFence, openFence } from './open-fence.ts'

/** So many finished blocks are one object, which is passed over at once when more is drawn. */
const BLOCKS_A_GROUP = 16
/** Half-open words are closed for the screen in blocks of up to so many characters. */
const LONGEST_CLOSED = 8_000
/** Reading takes at most one part in so many of the time; a long open block is read less often. */
const SHARE_OF_TIME = 12

export type BlockGroup = readonly Block[]

/**
 * Reads an answer while it grows. Blocks that can no longer change are kept as they are, in groups;
 * only what is open at the end is read again. So a piece costs the same at the end of a long answer as
 * at its beginning. `nowMs` is any clock that runs on.
 */
export function createReader(nowMs: () => number) {
  let text = ''
  /** The same before its line ends were made alike. */
  let given = ''
  let isWhole = false
  /** Given one piece at a time, and not read from the start. */
  let isPieced = false
  /** What is not settled: from the first block that can still change. */
  let tail = ''
  let fence: OpenFence | null = null
  let hasDefinitions = false
  let full: BlockGroup[] = []
  let filling: Block[] = []
  let groups: readonly BlockGroup[] = []
  let readyAtMs = 0

  function settle(block: Block): void {
    filling.push(block)
    if (filling.length < BLOCKS_A_GROUP) return
    full = [...full, filling]
    filling = []
  }

  function reset(): void {
    text = ''
    tail = ''
    fence = null
    hasDefinitions = false
    full = []
    filling = []
    isWhole = false
    isPieced = false
  }

  /** Settles what is followed by two whole lines of something else, and returns what is open. */
  function settleTail(): Token[] {
    for (;;) {
      const tokens = lex(tail)
      const cut = cutOf(tokens, tail)
      for (const token of tokens.slice(0, cut.count)) {
        hasDefinitions ||= token.type === 'def'
        if (isShown(token)) settle(blockOf(token))
      }
      tail = tail.slice(cut.length)
      const open = tokens.slice(cut.count)
      const opened = enterFence(open)
      if (opened === null) return open
      const after = opened.take(tail.slice(opened.firstLine.length))
      fence = opened
      tail = ''
      if (after === null) return []
      closeFence(after)
    }
  }

  function closeFence(after: string): void {
    if (!fence) return
    settle({ kind: 'code', info: fence.info, text: fence.text(true) })
    fence = null
    tail = after
  }

  /** Code that is all that is left is read by lines from here on. */
  function enterFence(open: readonly Token[]): OpenFence | null {
    const shown = open.filter(isShown)
    const [only] = shown
    if (shown.length !== 1 || only?.type !== 'code') return null
    tail = tail.slice(tail.indexOf(only.raw))
    return openFence(tail)
  }

  function takeMore(added: string): Token[] {
    if (!fence) {
      tail += added
      return settleTail()
    }
    const after = fence.take(added)
    if (after === null) return []
    closeFence(after)
    return settleTail()
  }

  function view(open: readonly Block[]): readonly BlockGroup[] {
    const last = [...filling, ...open]
    const found = [...full]
    for (let from = 0; from < last.length; from += BLOCKS_A_GROUP) {
      found.push(last.slice(from, from + BLOCKS_A_GROUP))
    }
    return found
  }

  function readPiece(added: string): void {
    const open = takeMore(added)
    const code: Block[] = fence ? [{ kind: 'code', info: fence.info, text: fence.text(false) }] : []
    const shown = [...open.filter(isShown).map(blockOf), ...code]
    groups = view(shown.map((block, place) => (place === shown.length - 1 ? closed(block) : block)))
  }

  function end(): void {
    if (fence) closeFence('')
    for (const token of lex(tail)) {
      hasDefinitions ||= token.type === 'def'
      if (isShown(token)) settle(blockOf(token))
    }
    tail = ''
    groups = view([])
    isWhole = true
  }

  function readWhole(source: string): void {
    const blocks = lex(source).filter(isShown).map(blockOf)
    const kept = groups.flat()
    // A link by reference may lead somewhere now, and looks the same.
    const isSame = (one: Block, other: Block): boolean =>
      looksAlike(one, other) && !(hasDefinitions && mayRefer(one))
    full = []
    filling = []
    for (const [place, block] of blocks.entries()) {
      const known = kept[place]
      settle(known && isSame(block, known) ? known : block)
    }
    groups = view([])
    isWhole = true
    isPieced = false
  }

  return {
    /**
     * The blocks of this text, in groups. While it is being written, each text must begin with the one
     * before it; another one is read from its start. May return the view of an earlier text, see `waitMs`.
     */
    read(source: string, isWriting: boolean): readonly BlockGroup[] {
      const written = source.includes('\r') ? source.replace(/\r\n?/gu, '\n') : source
      if (written === text && (isWhole || isWriting)) return groups
      // `startsWith` goes letter by letter, which is ten times as long.
      if (isWhole || written.slice(0, text.length) !== text) reset()
      const startedAtMs = nowMs()
      if (isWriting) {
        if (startedAtMs < readyAtMs) return groups
        isPieced = true
        readPiece(written.slice(text.length))
      } else if (isPieced) {
        takeMore(written.slice(text.length))
        end()
      } else readWhole(written)
      text = written
      given = source
      readyAtMs = nowMs() + (nowMs() - startedAtMs) * SHARE_OF_TIME
      return groups
    },
    /** How long until a text that was put off can be read; 0 if it need not be. */
    waitMs: (source: string): number =>
      source.length === given.length ? 0 : Math.max(1, readyAtMs - nowMs()),
    /** Whether what is there was put together from pieces, and not read as a whole since. */
    isPieced: (): boolean => isPieced && isWhole,
    /** Reads the whole once more; true if something looks otherwise than by pieces. */
    readAgain(): boolean {
      const before = groups.flat()
      readWhole(text)
      const after = groups.flat()
      return before.length !== after.length || after.some((block, place) => block !== before[place])
    },
  }
}

/** How many tokens, and characters, can no longer change whatever follows. */
function cutOf(tokens: readonly Token[], source: string): { count: number; length: number } {
  let cut = { count: 0, length: 0 }
  let at = 0
  for (const [place, token] of tokens.entries()) {
    if (place > 0 && isShown(token)) {
      const line = source.indexOf('\n', at)
      if (line === -1 || source.indexOf('\n', line + 1) === -1) break
      if (!mayBeOneWith(tokens[place - 1], token) && !isInFormula(source, at)) {
        cut = { count: place, length: at }
      }
    }
    at += token.raw.length
  }
  // What the lexer returns is not what it was given: nothing is certain.
  return at > source.length ? { count: 0, length: 0 } : cut
}

/** A line of dashes further down would make them one heading. */
function mayBeOneWith(before: Token | undefined, token: Token): boolean {
  return token.type === 'math' && before?.type === 'paragraph'
}

/** Whether a formula that was opened without a blank line since could still be closed. */
function isInFormula(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - LONGEST_CLOSED), at)
  const paragraph = before.split(/\n[ \t]*\n/u).at(-1) ?? ''
  return /(?:^|\n) {0,3}(?:\$\$|\\\[)/u.test(paragraph)
}

/** Half-open emphasis, code and links as if they ended here, so that nothing flickers. */
function closed(block: Block): Block {
  const raw = block.kind === 'token' ? block.token.raw : null
  if (raw === null || raw.length > LONGEST_CLOSED) return block
  if (block.kind !== 'token' || block.token.type === 'html') return block
  if (block.token.type === 'paragraph' && /^ {0,3}(?:\$\$|\\\[)/u.test(raw)) {
    return { kind: 'token', token: { type: 'formula-being-written', raw } }
  }
  const mended = remend(raw, { linkMode: 'text-only', katex: false, htmlTags: false })
  if (mended === raw) return block
  const [token, ...others] = lex(mended).filter(isShown)
  return token && others.length === 0 ? blockOf(token) : block
}

function looksAlike(one: Block, other: Block): boolean {
  if (one.kind === 'token') return other.kind === 'token' && one.token.raw === other.token.raw
  if (other.kind !== 'code' || one.info !== other.info) return false
  return joinLines(one.text) === joinLines(other.text)
}

function mayRefer(block: Block): boolean {
  return block.kind === 'token' && block.token.raw.includes('[')
}
