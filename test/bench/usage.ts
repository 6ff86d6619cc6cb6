import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import type { Measured, Part } from './chat/measured.ts'
import { foretelling } from './usage/foretelling.ts'
import { opening } from './usage/opening.ts'
import { reading } from './usage/reading.ts'

/**
 * Usage, measured: `npm run bench -- usage [part ...] [--json]`. Reading and drawing a month of
 * 50,000 turns beside one of 500 in the same run, and how often a forecast holds.
 */
const parts: Readonly<Record<string, Part>> = { reading, opening, foretelling }

const asked = process.argv.slice(2).filter((name) => !name.startsWith('--'))
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.`,
  )
  process.exit(1)
}

const measurements: Measured[] = []
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const folder = await mkdtemp(path.join(tmpdir(), 'farthing-bench-'))
  try {
    measurements.push(...(await part(folder)))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

if (process.argv.includes('--json')) {
  console.log(
    JSON.stringify({ benchmark: 'usage', processors: availableParallelism(), measurements }),
  )
} else {
  for (const { name, ratio, goal, met, figures } of measurements) {
    console.log(
      `${name.padEnd(64)}${String(ratio).padStart(9)}  goal ${goal}  ${met ? 'met' : 'missed'}`,
    )
    for (const [what, figure] of Object.entries(figures)) console.log(`    ${what}: ${figure}`)
  }
}
