/** Longer titles are cut, by whole characters as a person sees them. */
export const TITLE_CHARACTERS = 60

/** No more of a text is looked at to find a title in it. */
const MOST_READ = 4_000

/**
 * What a conversation titled by a model costs about: the instruction with the beginning of the first
 * message and its answer, and a few words back. In tokens of an ordinary tokenizer; a guess from
 * messages of ordinary length, which are sent up to a limit.
 */
export const typicalTitle = { inputTokens: 350, outputTokens: 12, thinkingTokens: 150 } as const

/**
 * The first line of a text that says anything, of at most 60 characters. Characters that are not
 * seen or that turn the direction of what stands beside them are left out. Empty if there is none.
 */
export function firstLine(text: string): string {
  for (const line of text.slice(0, MOST_READ).split(/[\n\r\u2028\u2029]+/u)) {
    const plain = onOneLine(line)
    if (plain !== '') return shortened(plain)
  }
  return ''
}

/** A text on one line and of characters that are seen: for titles and names that a person gives. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(unseen, '').replace(/ {2,}/gu, ' ').trim()
}

/**
 * What a model wrote when it was asked for a title, as one: without its thinking, markup, label and
 * quotation marks. Null if nothing is left.
 */
export function titleFromModel(written: string): string | null {
  const said = written.slice(0, MOST_READ).replace(/<think>.*?(?:<\/think>|$)/gisu, '')
  const line = firstLine(said.replace(/<\/?[a-z][^<>]*>/giu, ' ').replace(/[*_`#]+/gu, ''))
  const bare = unquoted(line.replace(label, '').replace(/^[-–—•>\s]+/u, ''))
  return bare === '' ? null : bare
}

/**
 * Control and format characters, private use and halves of pairs. The two joiners stay: emoji and
 * several scripts are written with them.
 */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu

const label = /^(?:title|titel|titre|título|タイトル|标题|標題)\s*[:：]\s*/iu

const quotes = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ["'", "'"],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
] as const

function unquoted(line: string): string {
  const bare = line.trim().replace(/(?<![.。…])[.。]$/u, '')
  const pair = quotes.find(
    ([open, close]) => bare.length > 1 && bare.startsWith(open) && bare.endsWith(close),
  )
  return pair ? unquoted(bare.slice(1, -1)) : bare
}

function shortened(line: string): string {
  if ([...line].length <= TITLE_CHARACTERS) return line
  let kept = ''
  let count = 0
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    count += [...segment].length
    if (count >= TITLE_CHARACTERS) break
    kept += segment
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`
}
