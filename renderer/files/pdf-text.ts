/** What was found in a PDF. Its pages are text alone: what is drawn on them is not read. */
export type PdfText =
  | { kind: 'text'; text: string; pageCount: number; blankCount: number }
  | { kind: 'no-text' | 'locked' | 'damaged' }

/** What the worker says. The library in it says things of its own, which are for nobody here. */
export type PdfMessage = { found?: PdfText }

/** A file that takes longer holds nothing that is worth the wait, or is made to take for ever. */
const MOST_MS = 60_000

/** Whether these are the bytes of a PDF, which may begin with something else for a while. */
export function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')
}

/** Reads a PDF in a worker of its own, which ends with it. The bytes are gone from here then. */
export async function pdfText(bytes: Uint8Array<ArrayBuffer>): Promise<PdfText> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<PdfText>((resolve) => {
      const damaged = (): void => resolve({ kind: 'damaged' })
      const timer = setTimeout(damaged, MOST_MS)
      worker.addEventListener('message', ({ data }: MessageEvent<PdfMessage>) => {
        if (!data.found) return
        clearTimeout(timer)
        resolve(data.found)
      })
      worker.addEventListener('error', damaged)
      worker.postMessage(bytes, [bytes.buffer])
    })
  } finally {
    worker.terminate()
  }
}
