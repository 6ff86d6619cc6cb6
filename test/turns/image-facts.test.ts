import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imageFacts } from '../../main/turns/image-facts.ts'
import { gif, jpeg, png, webp } from '../helpers/images.ts'

describe('an image is known by its own bytes', () => {
  test.each([
    ['PNG', png(1024, 768), 'image/png', 1024, 768],
    ['GIF', gif(640, 480), 'image/gif', 640, 480],
    ['JPEG', jpeg(4032, 3024), 'image/jpeg', 4032, 3024],
    ['WebP, lossy', webp('VP8 ', 320, 200), 'image/webp', 320, 200],
    ['WebP, lossless', webp('VP8L', 16_000, 9_000), 'image/webp', 16_000, 9_000],
    ['WebP, extended', webp('VP8X', 70_000, 50_000), 'image/webp', 70_000, 50_000],
  ])('%s', (_name, bytes, mediaType, widthPx, heightPx) => {
    expect(imageFacts(bytes)).toEqual({ mediaType, widthPx, heightPx })
  })

  test('a JPEG with much before its frame is read past it', () => {
    const exif = new Uint8Array([0xff, 0xe1, 0x03, 0xe8, ...new Uint8Array(998)])
    const plain = jpeg(800, 600)
    const bytes = new Uint8Array([...plain.slice(0, 2), ...exif, ...plain.slice(2)])
    expect(imageFacts(bytes)).toEqual({ mediaType: 'image/jpeg', widthPx: 800, heightPx: 600 })
  })
})

test.each([
  ['text', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['nothing', new Uint8Array()],
  ['an image of no width', png(0, 10)],
  ['a JPEG without a frame', new Uint8Array([0xff, 0xd8, 0xff, 0xd9])],
])('%s is no image', (_name, bytes) => {
  expect(imageFacts(bytes)).toBeNull()
})

test('whatever bytes follow the beginning of an image, it is read or refused, and never throws', () => {
  const beginnings = [png(9, 9), gif(9, 9), jpeg(9, 9), webp('VP8 ', 9, 9), webp('VP8X', 9, 9)]
  fc.assert(
    fc.property(
      fc.constantFrom(...beginnings),
      fc.nat(40),
      fc.uint8Array({ maxLength: 60 }),
      (image, keptBytes, rest) => {
        const facts = imageFacts(new Uint8Array([...image.slice(0, keptBytes), ...rest]))
        expect(facts === null || (facts.widthPx > 0 && facts.heightPx > 0)).toBe(true)
      },
    ),
    { numRuns: 2_000 },
  )
})
