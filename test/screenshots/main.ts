import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { projectFolder } from '../../build/app.ts'
import { type House, openHouse } from '../seed/house.ts'
import { seedProfile } from '../seed/seed-profile.ts'
import { type Picture, takePictures } from './pictures.ts'
import { clear, type Stage } from './scene.ts'
import { stages } from './scenes.ts'
import { shrinkPng } from './shrink-png.ts'

/** Run by `npm run screenshots`. The moment of the pictures is always the same. */
const atMs = Date.UTC(2026, 10, 21, 14, 20)

/** The pictures that the README shows. */
const shown = [
  'chat-light',
  'chat-dark',
  'picker-light',
  'compare-light',
  'receipt-light',
  'usage-month-light',
]

const options = { out: { type: 'string' } } as const
const { values, positionals: asked } = parseArgs({ options, allowPositionals: true })
// What CI keeps, where it says so.
const pictures = resolve(
  values.out ?? process.env['CI_ARTIFACTS'] ?? join(projectFolder, 'out/screenshots'),
)
const images = join(projectFolder, 'docs/images')
const folder = await ownFolder()
const seeded = join(folder, 'seeded')
const taken: Picture[] = []
const unreached: string[] = []
const house = await openHouse()
try {
  refuseUnknown()
  await mkdir(pictures, { recursive: true })
  await seedProfile({ folder: seeded, seed: 1, endsAtMs: atMs, timeZone: 'UTC' })
  for (const [place, stage] of stages.entries()) {
    const isAsked = stage.scenes.some(({ name }) => asked.length === 0 || asked.includes(name))
    if (isAsked) await play(stage, join(folder, `stage-${place}`), house)
  }
  await writeFile(join(pictures, 'index.json'), `${JSON.stringify(taken, null, 2)}\n`)
  if (asked.length === 0) await renewImages()
  process.stderr.write(`${taken.length} pictures are in ${pictures}\n`)
} finally {
  await house.provider.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
if (unreached.length > 0) {
  process.stderr.write(`Not reached: ${unreached.join(', ')}\n`)
  process.exitCode = 1
}

/** The same for each run, for some screens say where things are; another one beside a run that goes on. */
async function ownFolder(): Promise<string> {
  const usual = join(tmpdir(), 'farthing-screenshots')
  const made = await mkdir(usual, { recursive: false }).catch(() => null)
  return made === null ? mkdtemp(`${usual}-`) : usual
}

function refuseUnknown(): void {
  const names = stages.flatMap(({ scenes }) => scenes.map(({ name }) => name))
  const unknown = asked.filter((name) => !names.includes(name))
  if (unknown.length === 0) return
  throw new Error(`There is no picture ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
}

/** Shows every scene of a stage, for each may stand on the one before; one that fails is named. */
async function play({ name, open, scenes }: Stage, fresh: string, at: House): Promise<void> {
  process.stderr.write(`${name}\n`)
  const window = await open({ seeded, fresh }, atMs, at)
  try {
    for (const scene of scenes) {
      try {
        await clear(window.page)
        const page = (await scene.show(window, at)) ?? window.page
        if (asked.length === 0 || asked.includes(scene.name)) {
          taken.push(...(await takePictures(window, page, scene.name, pictures)))
        }
        process.stderr.write(`  ${scene.name}\n`)
      } catch (error) {
        unreached.push(scene.name)
        process.stderr.write(`  ${scene.name} could not be reached: ${String(error)}\n`)
        await window.page.screenshot({ path: join(pictures, `stuck-${scene.name}.png`) })
      }
      await leave(window, scene)
    }
  } finally {
    await window.quit()
  }
}

async function leave(
  window: Parameters<NonNullable<Stage['scenes'][number]['leave']>>[0],
  { name, leave: back }: Stage['scenes'][number],
): Promise<void> {
  try {
    await back?.(window)
  } catch (error) {
    if (!unreached.includes(name)) unreached.push(name)
    process.stderr.write(`  ${name} could not be left: ${String(error)}\n`)
  }
}

async function renewImages(): Promise<void> {
  await mkdir(images, { recursive: true })
  for (const name of shown) {
    const picture = await readFile(join(pictures, `${name}-1280x800.png`))
    await writeFile(join(images, `${name}.png`), shrinkPng(picture))
  }
  process.stderr.write(`Those of the README are in ${images}\n`)
}
