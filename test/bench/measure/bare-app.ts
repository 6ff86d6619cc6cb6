import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

const page = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Bare</title>
  <textarea aria-label="Message" placeholder="Message" autofocus></textarea>
</html>
`

const main = `import { app, BrowserWindow, protocol } from 'electron'

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true } },
])
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  const headers = { 'content-type': 'text/html' }
  protocol.handle('app', () => new Response(${JSON.stringify(page)}, { headers }))
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } })
  void window.loadURL('app://bare/index.html')
})
`

/**
 * The least that an Electron app with one text field can be: the limit that Farthing is measured
 * against. Returns its folder.
 */
export async function writeBareApp(parent: string): Promise<string> {
  const folder = path.join(parent, 'bare-app')
  await mkdir(folder)
  const manifest = { name: 'farthing-bare', version: '1.0.0', type: 'module', main: 'main.js' }
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(path.join(folder, 'main.js'), main)
  return folder
}
