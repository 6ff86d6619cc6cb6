import { BrowserWindow, globalShortcut, screen } from 'electron'
import type { DesktopState } from '../../shared/ipc/shapes.ts'
import type { Pages } from '../pages.ts'
import { groundColour, lockNavigation, PAGE_URL, webPreferences } from '../window.ts'

/** The same page as the large window's; it shows the small one's screen by this. */
const QUICK_ASK_URL = `${PAGE_URL}#quick-ask`

const SIZE = { width: 640, height: 420 }

/**
 * The small window over everything else. It is made when it is first asked for: until then it
 * costs nothing but its keys.
 */
export function openQuickAsk({ preload, pages }: { preload: string; pages: Pages }) {
  let window: BrowserWindow | null = null
  let keys: string | null = null
  let isListening = false

  function create(): BrowserWindow {
    const made = new BrowserWindow({
      ...SIZE,
      minWidth: 480,
      minHeight: 320,
      show: false,
      frame: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      fullscreenable: false,
      maximizable: false,
      title: 'Farthing',
      backgroundColor: groundColour(),
      webPreferences: webPreferences(preload),
    })
    made.setAlwaysOnTop(true, 'floating')
    made.setVisibleOnAllWorkspaces(true, {
      visibleOnFullScreen: true,
      // Else a Mac takes the program out of its dock.
      skipTransformProcessType: true,
    })
    lockNavigation(made, QUICK_ASK_URL)
    pages.add(made, QUICK_ASK_URL)
    made.once('ready-to-show', () => showIt(made))
    made.on('closed', () => {
      if (window === made) window = null
    })
    made.webContents.on('render-process-gone', () => made.destroy())
    void made.loadURL(QUICK_ASK_URL)
    return made
  }

  function show(): void {
    if (window) showIt(window)
    else window = create()
  }

  function hide(): void {
    window?.hide()
  }

  function toggle(): void {
    if (window?.isVisible() && window.isFocused()) hide()
    else show()
  }

  function release(): void {
    if (keys !== null && isListening) globalShortcut.unregister(keys)
    isListening = false
  }

  return {
    show,
    hide,

    /** Listens to other keys from now on, whatever program has the focus; null: to none. */
    setKeys(wanted: string | null): void {
      if (wanted === keys && isListening) return
      release()
      keys = wanted
      isListening = wanted !== null && register(wanted, toggle)
    },

    keysState(): DesktopState['quickAskKeys'] {
      if (keys === null) return 'off'
      return isListening ? 'works' : 'taken'
    },

    /** Its page is out of date; the next time it is made anew. */
    forget(): void {
      window?.destroy()
    },
  }
}

/** False where they are taken, or are no keys that a system knows. */
function register(keys: string, run: () => void): boolean {
  try {
    return globalShortcut.register(keys, run)
  } catch {
    return false
  }
}

/** In the upper part of the display that is being worked on. */
function showIt(window: BrowserWindow): void {
  if (!window.isVisible()) {
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
    const { width, height } = window.getBounds()
    const x = Math.round(workArea.x + (workArea.width - width) / 2)
    const y = Math.round(workArea.y + Math.max(0, workArea.height - height) / 4)
    window.setPosition(x, y)
  }
  window.show()
  window.focus()
}
