/** The parts of the chat that are not there at first paint. A module is fetched only once. */
export const loadMarkdown = () => import('./markdown.tsx')
export const loadReceipt = () => import('./receipt.tsx')
export const loadPicker = () => import('./picker.tsx')
export const loadDoesNotFit = () => import('./does-not-fit.tsx')

let isStarted = false

/** Fetches what the next moments need. Called when something is first typed, not at the start. */
export function preloadChat(): void {
  if (isStarted) return
  isStarted = true
  requestIdleCallback(() => {
    for (const load of [loadMarkdown, loadPicker, loadReceipt, loadDoesNotFit]) void load()
  })
}
