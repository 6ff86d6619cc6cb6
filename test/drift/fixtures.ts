import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../fixtures/drift')

export const driftFixtures = [
  'openai-usage.csv',
  'openai-costs.csv',
  'anthropic-usage.csv',
  'anthropic-cost.csv',
  'openrouter-key.json',
] as const

export function fixturePath(file: string): string {
  return join(folder, file)
}

export function fixtureText(file: string): string {
  return readFileSync(fixturePath(file), 'utf8')
}
