import type { ImageType } from '../../shared/chat/part.ts'

export type ImageFacts = { mediaType: ImageType; widthPx: number; heightPx: number }

/**
 * What an image is, by its own first bytes and not by its name. Null for anything else, and for one
 * that breaks off before its size. Formats: PNG (IHDR), JPEG (the first frame header), GIF (screen
 * descriptor), WebP (VP8, VP8L and VP8X chunks).
 */
export function imageFacts(bytes: Uint8Array): ImageFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = readPng(view) ?? readGif(view) ?? readWebp(view) ?? readJpeg(view)
  return found && found.widthPx > 0 && found.heightPx > 0 ? found : null
}

function textAt(view: DataView, start: number, length: number): string {
  if (start + length > view.byteLength) return ''
  return Array.from({ length }, (_, index) =>
    String.fromCharCode(view.getUint8(start + index)),
  ).join('')
}

function readPng(view: DataView): ImageFacts | null {
  if (textAt(view, 0, 8) !== '\u{89}PNG\r\n\u{1a}\n' || textAt(view, 12, 4) !== 'IHDR') return null
  if (view.byteLength < 24) return null
  return { mediaType: 'image/png', widthPx: view.getUint32(16), heightPx: view.getUint32(20) }
}

function readGif(view: DataView): ImageFacts | null {
  if (!/^GIF8[79]a$/.test(textAt(view, 0, 6)) || view.byteLength < 10) return null
  return {
    mediaType: 'image/gif',
    widthPx: view.getUint16(6, true),
    heightPx: view.getUint16(8, true),
  }
}

function readWebp(view: DataView): ImageFacts | null {
  if (textAt(view, 0, 4) !== 'RIFF' || textAt(view, 8, 4) !== 'WEBP') return null
  if (view.byteLength < 30) return null
  const mediaType = 'image/webp'
  switch (textAt(view, 12, 4)) {
    case 'VP8X':
      return { mediaType, widthPx: 1 + uint24(view, 24), heightPx: 1 + uint24(view, 27) }
    case 'VP8 ':
      return {
        mediaType,
        widthPx: view.getUint16(26, true) & 0x3fff,
        heightPx: view.getUint16(28, true) & 0x3fff,
      }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { mediaType, widthPx: 1 + (bits & 0x3fff), heightPx: 1 + ((bits >> 14) & 0x3fff) }
    }
    default:
      return null
  }
}

function uint24(view: DataView, start: number): number {
  return view.getUint16(start, true) + view.getUint8(start + 2) * 0x10000
}

/** Walks the segments up to the first frame header; a segment without a length ends the search. */
function readJpeg(view: DataView): ImageFacts | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrameHeader(marker)) {
      return {
        mediaType: 'image/jpeg',
        heightPx: view.getUint16(at + 5),
        widthPx: view.getUint16(at + 7),
      }
    }
    const hasNoLength = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9)
    at += hasNoLength ? 2 : 2 + Math.max(2, view.getUint16(at + 2))
  }
  return null
}

/** SOF0 to SOF15 without the tables and extensions (DHT, JPG, DAC) that share their range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}
