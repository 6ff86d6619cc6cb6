import { createHash } from 'node:crypto'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { findProvider } from '@pydantic/genai-prices'
import { type PriceList, modelCount } from '../../main/catalog/price-list.ts'
import { type ReadList, readGenaiPrices } from '../../main/catalog/read-genai-prices.ts'
import { projectFolder } from '../app.ts'

/** The day its release came out; the package itself does not say. */
const RELEASED: Readonly<Record<string, string>> = { '0.1.8': '2026-09-23' }

const PACKAGE = '@pydantic/genai-prices'
const providerIds = [
  'openai',
  'anthropic',
  'google',
  'mistral',
  'groq',
  'deepseek',
  'x-ai',
  'openrouter',
  'together',
]

const catalogFolder = path.join(projectFolder, 'main/catalog')
const packageFolder = path.dirname(path.dirname(createRequire(import.meta.url).resolve(PACKAGE)))

/** `npm run prices`: writes the list of prices this version is built with from the npm package. */
export async function runTask(): Promise<number> {
  const { list, refused } = await readPackage()
  await writeFile(path.join(catalogFolder, 'bundled-prices.json'), textOf(list))
  await copyFile(
    path.join(packageFolder, 'LICENSE'),
    path.join(catalogFolder, 'genai-prices.LICENSE'),
  )
  console.log(`${modelCount(list)} models from ${list.version}, taken on ${list.takenOn}`)
  for (const { providerId, modelId, reason } of refused) {
    console.log(`refused ${providerId}/${modelId}: ${reason}`)
  }
  return 0
}

/** The same package gives the same list, byte for byte. */
export async function readPackage(): Promise<ReadList> {
  const manifest = await readFile(path.join(packageFolder, 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const takenOn = RELEASED[version]
  if (takenOn === undefined) {
    throw new Error(`Write into build/tasks/prices.ts when ${PACKAGE} ${version} was released`)
  }
  const data = providerIds.map((providerId) => findProvider({ providerId }))
  const read = readGenaiPrices(data, {
    version: `genai-prices ${version}`,
    takenOn,
    source: `npm:${PACKAGE}@${version}`,
    sourceSha256: createHash('sha256').update(JSON.stringify(data)).digest('hex'),
  })
  if (!read) throw new Error(`${PACKAGE} ${version} holds no list of prices`)
  return read
}

/** One model a line, so that a change of prices can be read as one. */
export function textOf({ books, ...heading }: PriceList): string {
  const texts = Object.entries(books).map(([providerId, models]) => {
    const lines = models.map((model) => JSON.stringify(model)).join(',\n')
    return `${JSON.stringify(providerId)}:[\n${lines}\n]`
  })
  return `${JSON.stringify(heading).slice(0, -1)},"books":{\n${texts.join(',\n')}\n}}\n`
}
