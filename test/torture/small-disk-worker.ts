import { mkdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { countSteps, playWith } from './writes.ts'

/*
 * Runs on a disk of its own, of a few megabytes, and really fills it: before each write of a day in
 * turn, for a moment. Its last line says how often, and what went wrong.
 */

const disk = process.argv[2]
if (!disk) throw new Error('Say where the small disk is')

/** How long the disk stays full. */
const FULL_FOR_MS = 15

const ballast = join(disk, 'ballast')
const wrong: string[] = []
let fills = 0

const steps = await countSteps(disk)
for (let fillsAt = 1; fillsAt <= steps; fillsAt += 1) {
  const folder = join(disk, String(fillsAt))
  mkdirSync(folder)
  let what = ''
  try {
    const day = await playWith(folder, (step) => {
      if (step.number !== fillsAt) return
      what = step.what
      fills += 1
      fill()
      setTimeout(() => rmSync(ballast, { force: true }), FULL_FOR_MS)
    })
    wrong.push(...day.map((one) => `full at write ${fillsAt}, ${what}: ${one.what}`))
  } catch (error) {
    wrong.push(`full at write ${fillsAt}, ${what}: ${String(error)}`)
  }
  rmSync(ballast, { force: true })
  rmSync(folder, { recursive: true })
}
writeSync(1, `${JSON.stringify({ fills, wrong })}\n`)

/** Down to the last byte: first in large pieces, then in small ones. */
function fill(): void {
  for (const bytes of [64 * 1024, 4096, 1]) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(bytes), { flag: 'a' })
    } catch {
      // Full for pieces of this size.
    }
  }
}
