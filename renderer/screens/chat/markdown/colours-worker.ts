import { createColourer } from './colour-lines.ts'
import type { Coloured, ColourJob, Forgotten } from './colours.ts'

/** A thread of its own: what a grammar takes is not taken from the window. */
const scope = globalThis as unknown as {
  onmessage: (event: { data: ColourJob | Forgotten }) => void
  postMessage: (answer: Coloured) => void
}

const colourer = createColourer()
let before: Promise<unknown> = Promise.resolve()

scope.onmessage = ({ data }) => {
  // In order: each lines go on where the ones before them ended.
  before = before.then(() => answer(data))
}

async function answer(data: ColourJob | Forgotten): Promise<void> {
  const ready = await colourer
  if ('forgottenBlockId' in data) {
    ready.forget(data.forgottenBlockId)
    return
  }
  try {
    scope.postMessage({ jobId: data.jobId, runs: await ready.colour(data) })
  } catch {
    // A grammar this engine cannot run: the code stays plain.
    scope.postMessage({ jobId: data.jobId, runs: null })
  }
}
