export type DecodedText = { text: string; encoding: 'utf' | 'latin-1' }

/**
 * The text in a file's bytes: UTF-8, UTF-16 where it says so by its first two bytes, else Western
 * European if no byte is one that stands in no text. Null: it is no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const marked = markOf(bytes)
  if (marked) return withEncoding(decode(marked, bytes), 'utf')
  // A zero byte stands in no text, and in almost every other kind of file.
  if (bytes.includes(0)) return null
  const text = decode('utf-8', bytes)
  if (text !== null) return { text, encoding: 'utf' }
  return bytes.some(isControl) ? null : withEncoding(decode('windows-1252', bytes), 'latin-1')
}

function withEncoding(text: string | null, encoding: DecodedText['encoding']): DecodedText | null {
  return text === null ? null : { text, encoding }
}

function markOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

function decode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const TAB = 0x09
const CARRIAGE_RETURN = 0x0d
const ESCAPE = 0x1b

/** Tab, line ends, form feed and the escape of coloured terminals stand in texts. */
function isControl(byte: number): boolean {
  const isUsual = (byte >= TAB && byte <= CARRIAGE_RETURN) || byte === ESCAPE
  return (byte < 0x20 && !isUsual) || byte === 0x7f
}
