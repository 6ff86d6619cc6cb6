import { app, type BrowserWindow, dialog } from 'electron'
import { join } from 'node:path'
import type { Dialogs, FileKind } from '../transfer/dialogs.ts'

/** The dialogs of the system, over our window. */
export function openFileDialogs(window: BrowserWindow): Dialogs {
  const filtersOf = ({ name, extensions }: FileKind) => [{ name, extensions: [...extensions] }]
  return {
    async chooseFile(kind) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: filtersOf(kind),
      })
      return canceled ? null : (filePaths[0] ?? null)
    },
    async choosePlace(name, kind) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: join(app.getPath('documents'), name),
        filters: filtersOf(kind),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return canceled || filePath === '' ? null : filePath
    },
  }
}
