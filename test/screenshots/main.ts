import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../../build/app.ts'
import { openHouse } from '../seed/house.ts'
import { seedProfile } from '../seed/seed-profile.ts'
import { openSeeded, openWelcome } from './open-window.ts'
import { takePictures } from './pictures.ts'
import { scenes } from './scenes.ts'
import { shrinkPng } from './shrink-png.ts'

/** Run by `npm run screenshots`. The moment of the pictures is always the same. */
const atMs = Date.UTC(2026, 10, 21, 14, 20)

/** The pictures that the README shows. */
const shown = ['chat-light', 'chat-dark', 'picker-light', 'compare-light', 'receipt-light']

const pictures = join(projectFolder, 'out/screenshots')
const images = join(projectFolder, 'docs/images')
const folder = await mkdtemp(join(tmpdir(), 'farthing-screenshots-'))
const house = await openHouse()
try {
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures, { recursive: true })
  await seedProfile({ folder: join(folder, 'seeded'), seed: 1, endsAtMs: atMs, timeZone: 'UTC' })
  const welcome = await openWelcome(join(folder, 'new'), atMs)
  await takePictures(welcome, 'welcome', pictures)
  await welcome.quit()

  const window = await openSeeded(join(folder, 'seeded'), atMs, house)
  try {
    for (const { name, show } of scenes) {
      await show(window, house)
      await takePictures(window, name, pictures)
      process.stderr.write(`  ${name}\n`)
    }
  } catch (error) {
    await window.page.screenshot({ path: join(pictures, 'stuck.png') })
    throw error
  } finally {
    await window.quit()
  }

  await mkdir(images, { recursive: true })
  for (const name of shown) {
    const picture = await readFile(join(pictures, `${name}-1280x800.png`))
    await writeFile(join(images, `${name}.png`), shrinkPng(picture))
  }
  process.stderr.write(`Screenshots are in ${pictures}, those of the README in ${images}\n`)
} finally {
  await house.provider.close()
  await rm(folder, { recursive: true, force: true })
}
