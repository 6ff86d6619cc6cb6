import { Menu, nativeImage, type NativeImage, Tray } from 'electron'
import type { DesktopWords } from '../../shared/ipc/shapes.ts'
import { copperColours, templateColours, trayPixels } from './tray-icon.ts'

/** How large a system draws it, in its own pixels. */
const SIZES = { darwin: 18, win32: 16, linux: 22 } as const

export type TrayActs = {
  open: () => void
  newChat: () => void
  quickAsk: () => void
  quit: () => void
}

/** The coin in the system's bar, with what is available. Where there is no bar, there is none. */
export function openTray(acts: TrayActs, platform: NodeJS.Platform = process.platform) {
  const tray = createTray(iconOf(0, platform))
  let shownTicks = -1
  let shownWords = ''
  tray?.on('click', () => {
    // On a Mac a click opens the menu.
    if (platform !== 'darwin') acts.open()
  })

  return {
    isThere: tray !== null,

    /** `spentShare` is of what was granted. */
    showShare(spentShare: number): void {
      const ticks = Math.round(spentShare * 100)
      if (ticks === shownTicks) return
      shownTicks = ticks
      tray?.setImage(iconOf(spentShare, platform))
    },

    setWords(words: DesktopWords): void {
      const text = JSON.stringify(words)
      if (!tray || text === shownWords) return
      shownWords = text
      tray.setToolTip(words['tray.balance'] ?? 'Farthing')
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: words['tray.balance'] ?? '', enabled: false },
          { type: 'separator' },
          { label: words['tray.open'] ?? '', click: acts.open },
          { label: words['command.new-chat'] ?? '', click: acts.newChat },
          { label: words['command.quick-ask'] ?? '', click: acts.quickAsk },
          { type: 'separator' },
          { label: words['menu.quit'] ?? '', click: acts.quit },
        ]),
      )
    },
  }
}

function createTray(icon: NativeImage): Tray | null {
  try {
    return new Tray(icon)
  } catch {
    return null
  }
}

function iconOf(spentShare: number, platform: NodeJS.Platform): NativeImage {
  const isMac = platform === 'darwin'
  const size = isMac ? SIZES.darwin : platform === 'win32' ? SIZES.win32 : SIZES.linux
  const colours = isMac ? templateColours : copperColours
  const image = nativeImage.createEmpty()
  for (const scaleFactor of [1, 2]) {
    const pixels = size * scaleFactor
    image.addRepresentation({
      scaleFactor,
      width: pixels,
      height: pixels,
      buffer: Buffer.from(trayPixels(pixels, spentShare, colours)),
    })
  }
  image.setTemplateImage(isMac)
  return image
}
