/** Room for an ending, on systems that allow 255 bytes. */
const MAX_NAME_BYTES = 120

/** What Windows keeps for itself, whatever the ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu

/**
 * A title as a file name for every system: no separators, controls or marks that Windows refuses,
 * no dot or space at its ends, no name of a device, at most 120 bytes. Empty titles get
 * `otherwise`.
 */
export function fileNameOf(title: string, ending: string, otherwise: string): string {
  const plain = title
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/[/\\:*?"<>|\u{fffd}]/gu, '-')
    .replace(/\s+/gu, ' ')
  const name = trimmed(shortened(plain))
  const safe = name === '' || /^-+$/u.test(name) ? otherwise : name
  return `${reserved.test(safe) ? `_${safe}` : safe}.${ending}`
}

function trimmed(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/gu, '')
}

/** By whole characters. */
function shortened(name: string): string {
  let kept = ''
  let sizeBytes = 0
  for (const character of name.slice(0, 2 * MAX_NAME_BYTES)) {
    sizeBytes += Buffer.byteLength(character)
    if (sizeBytes > MAX_NAME_BYTES) break
    kept += character
  }
  return kept
}
