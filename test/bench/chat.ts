import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { firstPiece } from './chat/first-piece.ts'
import type { Measured, Part } from './chat/measured.ts'
import { open } from './chat/open.ts'
import { save } from './chat/save.ts'
import { saving } from './chat/saving.ts'
import { search } from './chat/search.ts'
import { streaming } from './chat/streaming.ts'

/**
 * The conversation, measured: `npm run bench -- chat [part ...] [--json]`. Each figure is a ratio to a
 * limit or a competitor that was measured in the same run, because on a busy machine nothing else
 * says anything.
 */
const parts: Readonly<Record<string, Part>> = {
  streaming,
  'first-piece': firstPiece,
  open,
  saving,
  save,
  search,
}

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
    JSON.stringify({ benchmark: 'chat', processors: availableParallelism(), measurements }),
  )
} else {
  for (const { name, ratio, goal, met, figures } of measurements) {
    console.log(
      `${name.padEnd(64)}${String(ratio).padStart(9)}  goal ${goal}  ${met ? 'met' : 'missed'}`,
    )
    for (const [what, figure] of Object.entries(figures)) console.log(`    ${what}: ${figure}`)
  }
}
