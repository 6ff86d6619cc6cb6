import type { Family } from './families.ts'

export type ImageSize = { widthPx: number; heightPx: number }

/**
 * Input tokens of one image. OpenAI since GPT-5.5 counts patches of 32 pixels and a fifth more;
 * before that, tiles of 512. Claude counts patches of 28 up to a cap, Gemini a flat figure. For a
 * family whose formula is not known it is the dearest of these, so that it is never too little.
 */
export function imageTokens(family: Family, size: ImageSize): number {
  switch (family) {
    case 'openai':
      return Math.ceil(patches(size, 32) * OPENAI_PATCH_TOKENS)
    case 'openai-tiles':
      return TILES_BASE + TILES_EACH * tiles(size)
    case 'claude':
      return Math.min(patches(size, 28), CLAUDE_CAP)
    case 'claude-4':
      return Math.min(patches(size, 28), CLAUDE_4_CAP)
    case 'gemini':
      return GEMINI_FLAT
    case 'practice':
      return 0
    case 'open-weights':
    case 'unknown':
      return Math.max(...knownFormulas.map((known) => imageTokens(known, size)))
  }
}

/** The most an image can come to: these formulas are fitted to published figures, not promised. */
export function mostImageTokens(family: Family, size: ImageSize): number {
  return Math.ceil(imageTokens(family, size) * 1.25) + 100
}

const knownFormulas = ['openai', 'openai-tiles', 'claude', 'gemini'] as const

const OPENAI_PATCH_TOKENS = 1.2
const TILES_BASE = 85
const TILES_EACH = 170
const CLAUDE_CAP = 4_784
const CLAUDE_4_CAP = 1_600
const GEMINI_FLAT = 1_120

function patches({ widthPx, heightPx }: ImageSize, sidePx: number): number {
  return Math.ceil(widthPx / sidePx) * Math.ceil(heightPx / sidePx)
}

/** Made to fit 2,048 pixels, then its short side to 768, never enlarged; in tiles of 512. */
function tiles({ widthPx, heightPx }: ImageSize): number {
  const toFit = Math.min(1, 2_048 / Math.max(widthPx, heightPx))
  const toShort = Math.min(1, 768 / (Math.min(widthPx, heightPx) * toFit))
  const scale = toFit * toShort
  return Math.ceil((widthPx * scale) / 512) * Math.ceil((heightPx * scale) / 512)
}
