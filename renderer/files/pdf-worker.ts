import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
// Puts what parses where the line above looks for it: both run in this one worker.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { TablesOfFonts } from './cmaps.ts'
import type { PdfMessage, PdfText } from './pdf-text.ts'

/** Takes the text out of one PDF and says what was found. One worker reads one file. */
addEventListener('message', ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
  void read(data).then((found) => postMessage({ found } satisfies PdfMessage))
})

async function read(data: Uint8Array<ArrayBuffer>): Promise<PdfText> {
  try {
    const pages = await pagesOf(data)
    const texts = pages.map((page) => page.trim())
    const blankCount = texts.filter((text) => text === '').length
    if (blankCount === texts.length) return { kind: 'no-text' }
    const text = texts.map((page, place) => `[Page ${place + 1}]\n${page}`).join('\n\n')
    return { kind: 'text', text, pageCount: texts.length, blankCount }
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    return { kind: isLocked ? 'locked' : 'damaged' }
  }
}

/** Without fonts, images and scripts: nothing of it is drawn or run. */
async function pagesOf(data: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const reading = getDocument({
    data,
    BinaryDataFactory: TablesOfFonts,
    // Else no table is asked for. Nothing is at this address: they come from the line above.
    cMapUrl: 'cmaps/',
    cMapPacked: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
  })
  const document = await reading.promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    pages.push(
      items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''),
    )
    page.cleanup()
  }
  return pages
}
