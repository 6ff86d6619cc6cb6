import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import {
  BrowserWindow,
  nativeTheme,
  protocol,
  screen,
  type Session,
  type WebPreferences,
} from 'electron'
import {
  placeOn,
  type Rectangle,
  SMALLEST_SIZE,
  USUAL_SIZE,
  type WindowState,
} from './desktop/window-state.ts'

const ORIGIN = 'app://farthing'

/** The page of the window. Its address and no other may call the main process. */
export const PAGE_URL = `${ORIGIN}/index.html`

/**
 * Nothing from anywhere but this program's own files. `connect-src 'none'`: the window talks to no
 * network at all, every request to a provider leaves from the main process. Inline style
 * attributes are allowed for what libraries compute (positions); style elements are not.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Every kind of file the page is made of. */
const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Must run before the app is ready: makes `app:` an origin of its own, as strict as https. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: false, codeCache: true },
    },
  ])
}

/**
 * Serves the files that were there at start, and no path that a page could make up. Scripts wait
 * for `isAnswering`: none runs before its calls can be answered.
 */
export function serveFiles(session: Session, folder: string, isAnswering: Promise<void>): void {
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files.set(new URL(path.slice(folder.length).replaceAll('\\', '/'), ORIGIN).pathname, path)
  }
  session.protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    const path = host === 'farthing' ? files.get(pathname) : undefined
    if (path === undefined) return new Response('Not here', { status: 404 })
    const kind = extname(path)
    if (kind === '.js') await isAnswering
    const headers = {
      'content-type': contentTypes[kind] ?? 'application/octet-stream',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    }
    return new Response(await readFile(path), { status: 200, headers })
  })
}

/**
 * Denies every permission a page can ask for but one, and every request that is not for our own
 * files.
 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(isHarmless(permission)),
  )
  session.setPermissionCheckHandler((_contents, permission) => isHarmless(permission))
  session.setDevicePermissionHandler(() => false)
  // With a language to check, Chromium fetches a dictionary from the web at once, also while
  // nothing is checked.
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = /^(?:app:\/\/farthing\/|data:|blob:app:|devtools:)/u.test(details.url)
    answer({ cancel: !allowed })
  })
}

/** Plain text into the clipboard, on a click: what the copy buttons do. */
function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write'
}

/**
 * Opens the window where it stood the last time, or in the middle. Shown with its first paint, on
 * the ground colour of the theme.
 */
export function openWindow(preload: string, state: WindowState | null): BrowserWindow {
  const place = state && placeOn(workAreas(), state)
  const window = new BrowserWindow({
    ...USUAL_SIZE,
    ...place,
    minWidth: SMALLEST_SIZE.width,
    minHeight: SMALLEST_SIZE.height,
    show: false,
    title: 'Farthing',
    backgroundColor: groundColour(),
    autoHideMenuBar: true,
    webPreferences: webPreferences(preload),
  })
  if (state?.isMaximised) window.once('ready-to-show', () => window.maximize())
  window.once('ready-to-show', () => window.show())
  lockNavigation(window, PAGE_URL)
  void window.loadURL(PAGE_URL)
  return window
}

/** What shows before the first paint. */
export function groundColour(): string {
  return nativeTheme.shouldUseDarkColors ? '#171413' : '#fcfbf9'
}

/** A page knows nothing but what its preload gives it. */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: true,
    navigateOnDragDrop: false,
  }
}

function workAreas(): Rectangle[] {
  return screen.getAllDisplays().map(({ workArea }) => workArea)
}

/** A window shows one page for ever, which may begin anew: no other, no second, no embedded one. */
export function lockNavigation({ webContents }: BrowserWindow, pageUrl: string): void {
  const lock = (event: { url: string; preventDefault: () => void }): void => {
    if (event.url !== pageUrl) event.preventDefault()
  }
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-navigate', lock)
  webContents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) lock(event)
    else event.preventDefault()
  })
  webContents.on('will-redirect', (event) => event.preventDefault())
  webContents.on('will-attach-webview', (event) => event.preventDefault())
}
