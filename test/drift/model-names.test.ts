import { expect, test } from 'vitest'
import { openModelNames } from '../../main/drift/model-names.ts'
import { catalogOnDisk, listedAs } from '../catalog/catalog-on-disk.ts'

test.each([
  ['openai', 'gpt-6-sol', ['gpt-6-sol-2026-08-07', 'GPT-6-Sol', ' gpt-6-sol ', 'GPT-6 Sol']],
  ['openai', 'gpt-4o', ['gpt-4o-2024-08-06', 'gpt-4o-2024-11-20']],
  ['anthropic', 'claude-haiku-4-5', ['claude-haiku-4-5-20251001', 'Claude Haiku 4.5']],
  ['anthropic', 'claude-opus-5-5', ['Claude Opus 5.5', 'claude-opus-5-5-20261001']],
  ['anthropic', 'claude-opus-4-1', ['claude-opus-4-1-20250805', 'Claude Opus 4.1']],
  ['openai', 'web search tool calls', ['Web search tool calls']],
])('%s: %s is one model by whatever name it comes', (providerId, modelId, others) => {
  const names = openModelNames(providerId, catalogOnDisk().catalog)
  for (const other of others) expect(names.identityOf(other)).toBe(names.identityOf(modelId))
})

test.each([
  [
    'openai',
    ['gpt-6-sol', 'gpt-6-luna', 'gpt-6-astra', 'gpt-4o', 'gpt-4o-mini', 'gpt-5', 'gpt-5-mini'],
  ],
  ['anthropic', ['claude-opus-5-5', 'claude-opus-4-5', 'claude-opus-4-1', 'claude-haiku-4-5']],
  ['openai', ['gpt-99-nova', 'gpt-99-nova-mini', 'gpt-99']],
])('%s: models that are alike stay apart', (providerId, ids) => {
  const names = openModelNames(providerId, catalogOnDisk().catalog)
  expect(new Set(ids.map(names.identityOf)).size).toBe(ids.length)
})

test('a model has the name that the screen has for it, and one that is not known its own', () => {
  const { catalog } = catalogOnDisk()
  const { nameOf } = openModelNames('openai', catalog)
  expect(nameOf('gpt-6-sol-2026-08-07')).toBe('GPT-6 Sol')
  expect(nameOf('Web search tool calls')).toBe('Web search tool calls')
})

test('a model of the provider’s own list is found by the name it has there', () => {
  const { catalog } = catalogOnDisk()
  catalog.setListed('openai', [listedAs('ft-1', { name: 'Our Own Tune' })])
  const { identityOf } = openModelNames('openai', catalog)
  expect(identityOf('our own tune')).toBe(identityOf('ft-1'))
})
