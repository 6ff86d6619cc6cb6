import { deflateSync, inflateSync } from 'node:zlib'
import { pngChunk } from '../helpers/images.ts'

const SIGNATURE_BYTES = 8
/** As a browser writes them: 8 bits each of red, green and blue. */
const CHANNELS = 3
const MOST_COLOURS = 256
/** Between black and white, squared. */
const FARTHEST = 3 * 255 ** 2

/**
 * The same picture in at most 256 colours, which a screen of ours hardly needs more than: the rest
 * are on the rims of letters, and take the nearest. A third of the size.
 */
export function shrinkPng(png: Buffer): Buffer {
  const { widthPx, heightPx, pixels } = decoded(png)
  const palette = chosenColours(pixels)
  const placeOf = nearestIn(palette)
  const rows = Buffer.alloc((widthPx + 1) * heightPx)
  for (let at = 0; at < widthPx * heightPx; at += 1) {
    const row = Math.floor(at / widthPx)
    rows[at + row + 1] = placeOf(pixels.readUIntBE(at * CHANNELS, CHANNELS))
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.concat(palette.map((colour) => bytesOf(colour)))
  return Buffer.concat([
    png.subarray(0, SIGNATURE_BYTES),
    pngChunk('IHDR', header),
    pngChunk('PLTE', colours),
    pngChunk('IDAT', deflateSync(rows, { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function bytesOf(colour: number): Buffer {
  const bytes = Buffer.alloc(CHANNELS)
  bytes.writeUIntBE(colour, 0, CHANNELS)
  return bytes
}

/** One after another, the colour whose pixels are worst served by those that are chosen. */
function chosenColours(pixels: Buffer): number[] {
  const counts = new Map<number, number>()
  for (let at = 0; at < pixels.length; at += CHANNELS) {
    const colour = pixels.readUIntBE(at, CHANNELS)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const left = [...counts].map(([colour, count]) => ({ colour, count, distance: FARTHEST }))
  const chosen: number[] = []
  while (chosen.length < Math.min(MOST_COLOURS, left.length)) {
    const worst = left.reduce((one, other) =>
      other.count * other.distance > one.count * one.distance ? other : one,
    )
    chosen.push(worst.colour)
    for (const one of left) {
      one.distance = Math.min(one.distance, distanceOf(one.colour, worst.colour))
    }
  }
  return chosen
}

function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, place) => [colour, place]))
  return (colour) => {
    const place = known.get(colour)
    if (place !== undefined) return place
    const distances = palette.map((one) => distanceOf(one, colour))
    const nearest = distances.indexOf(Math.min(...distances))
    known.set(colour, nearest)
    return nearest
  }
}

function distanceOf(one: number, other: number): number {
  return [16, 8, 0].reduce(
    (sum, shift) => sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2,
    0,
  )
}

function decoded(png: Buffer): { widthPx: number; heightPx: number; pixels: Buffer } {
  const data: Buffer[] = []
  let header = Buffer.alloc(0)
  for (let at = SIGNATURE_BYTES; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
    if (type === 'IHDR') header = Buffer.from(body)
    else if (type === 'IDAT') data.push(body)
  }
  if (header[8] !== 8 || header[9] !== 2) throw new Error('Not a picture of a browser')
  const [widthPx, heightPx] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  return { widthPx, heightPx, pixels: unfiltered(inflateSync(Buffer.concat(data)), widthPx) }
}

/** PNG, section 9: each byte stands for what it differs by from its neighbours. */
function unfiltered(rows: Buffer, widthPx: number): Buffer {
  const stride = widthPx * CHANNELS
  const heightPx = rows.length / (stride + 1)
  const pixels = Buffer.alloc(stride * heightPx)
  for (let at = 0; at < pixels.length; at += 1) {
    const row = Math.floor(at / stride)
    const isFirst = at % stride < CHANNELS
    const left = isFirst ? 0 : (pixels[at - CHANNELS] ?? 0)
    const above = pixels[at - stride] ?? 0
    const corner = isFirst ? 0 : (pixels[at - stride - CHANNELS] ?? 0)
    const guessed = guess(rows[row * (stride + 1)] ?? 0, left, above, corner)
    pixels[at] = ((rows[at + row + 1] ?? 0) + guessed) & 255
  }
  return pixels
}

function guess(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  return filter === 4 ? paeth(left, above, corner) : 0
}

function paeth(left: number, above: number, corner: number): number {
  const sum = left + above - corner
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((one) => Math.abs(sum - one))
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) return 0
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}
