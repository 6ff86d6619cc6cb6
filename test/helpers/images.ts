import { crc32, deflateSync } from 'node:zlib'

/** A whole image that any program can draw: black, 8 bits of grey. */
export function png(widthPx: number, heightPx: number): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((widthPx + 1) * heightPx))
  const signature = Buffer.from('\u{89}PNG\r\n\u{1a}\n', 'latin1')
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
}

/** The beginning of a GIF: enough to know what it is. */
export function gif(widthPx: number, heightPx: number): Uint8Array {
  const bytes = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1')
  bytes.writeUInt16LE(widthPx, 6)
  bytes.writeUInt16LE(heightPx, 8)
  return bytes
}

/** The beginning of a JPEG: a JFIF segment and the header of a progressive frame. */
export function jpeg(widthPx: number, heightPx: number): Uint8Array {
  const jfif = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
  const frame = Buffer.from([0xff, 0xc2, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11])
  frame.writeUInt16BE(heightPx, 5)
  frame.writeUInt16BE(widthPx, 7)
  return new Uint8Array([0xff, 0xd8, ...jfif, ...frame])
}

/** The beginning of a WebP of one of its three kinds. */
export function webp(
  kind: 'VP8 ' | 'VP8L' | 'VP8X',
  widthPx: number,
  heightPx: number,
): Uint8Array {
  const bytes = Buffer.alloc(40)
  bytes.write('RIFF', 0, 'latin1')
  bytes.write(`WEBP${kind}`, 8, 'latin1')
  if (kind === 'VP8X') {
    bytes.writeUIntLE(widthPx - 1, 24, 3)
    bytes.writeUIntLE(heightPx - 1, 27, 3)
  } else if (kind === 'VP8L') {
    bytes.writeUInt8(0x2f, 20)
    bytes.writeUInt32LE(((widthPx - 1) | ((heightPx - 1) << 14)) >>> 0, 21)
  } else {
    bytes.writeUInt16LE(widthPx, 26)
    bytes.writeUInt16LE(heightPx, 28)
  }
  return bytes
}
