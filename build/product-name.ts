import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectFolder } from './app.ts'

/** What the app is called, as Electron names its folder. */
export function productName(): string {
  const manifest: { productName: string } = JSON.parse(
    readFileSync(path.join(projectFolder, 'package.json'), 'utf8'),
  )
  return manifest.productName
}
