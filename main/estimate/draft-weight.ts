import type { TextWeight } from './weight.ts'
import { mostTokens, roughTokens } from './weigh.ts'

/** Long enough that few have to be compared, short enough that one is weighed in microseconds. */
const BLOCK_CHARACTERS = 512

/**
 * A longer text is not hashed at each key press to ask for a count that can hardly be there. A shorter
 * one may well have been counted before, in another conversation or a moment ago.
 */
const MOST_ASKED_ABOUT = 2_000

type Block = { text: string; bytes: number; roughTokens: number }

/**
 * Weighs a text that is being written: by blocks, of which a key press at the end changes one. The
 * exact count, once somebody has it, belongs to one text alone.
 */
export function openDraftWeigher(known: (text: string) => number | null) {
  let blocks: Block[] = []
  let last: { text: string; exactTokens: number | null } = { text: '', exactTokens: 0 }

  function blocksOf(text: string): Block[] {
    const found: Block[] = []
    for (let start = 0; start < text.length; start += BLOCK_CHARACTERS) {
      const kept = blocks[found.length]
      const end = Math.min(start + BLOCK_CHARACTERS, text.length)
      const isKept = kept?.text.length === end - start && text.startsWith(kept.text, start)
      found.push(isKept ? kept : weighed(text.slice(start, end)))
    }
    return found
  }

  return {
    weigh(text: string): TextWeight {
      if (text !== last.text) {
        blocks = blocksOf(text)
        last = { text, exactTokens: text.length <= MOST_ASKED_ABOUT ? known(text) : null }
      }
      return {
        bytes: blocks.reduce((sum, block) => sum + block.bytes, 0),
        roughTokens: blocks.reduce((sum, block) => sum + block.roughTokens, 0),
        exactTokens: text === '' ? 0 : last.exactTokens,
      }
    },
    /** The draft may have been counted since. */
    lookAgain(): void {
      last.exactTokens = known(last.text)
    },
  }
}

function weighed(text: string): Block {
  return { text, bytes: mostTokens(text), roughTokens: roughTokens(text) }
}
