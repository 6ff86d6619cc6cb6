/**
 * Stands in for the `default_app.asar` that the assembled Electron lacks: `electron <folder>` then
 * starts the app in that folder. It is an ES module and awaits the app's main at top level, because
 * `ready` must not fire before that main has registered its privileged schemes.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const given = process.argv.slice(1).find((word) => !word.startsWith('-'))
if (given === undefined) {
  console.error('Name the folder of the app to start: electron <folder>')
  process.exit(1)
}
const folder = path.resolve(given)
const manifestFile = path.join(folder, 'package.json')
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))

Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })
app.setAppPath(folder)
app.setName(manifest.productName ?? manifest.name)
if (manifest.version) app.setVersion(manifest.version)

const main = path.join(folder, manifest.main ?? 'index.js')
await import(pathToFileURL(createRequire(manifestFile).resolve(main)).href)
