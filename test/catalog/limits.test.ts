import { describe, expect, test } from 'vitest'
import { bundledList } from '../../main/catalog/bundled-list.ts'
import { bundledModel } from '../../main/catalog/bundled-price.ts'
import { featuredIds } from '../../main/catalog/featured.ts'
import { limitsOf } from '../../main/catalog/limits.ts'
import { isOtherKind } from '../../main/catalog/other-kinds.ts'
import { NOVEMBER_22 } from './catalog-on-disk.ts'

describe('what a name tells of a model', () => {
  test.each([
    // name, family, tokens per hundred of o200k, most output, images, efforts, temperature
    ['gpt-6-sol', 'openai', 100, null, true, 'low medium high', false],
    ['gpt-6.1-terra', 'openai', 100, null, true, 'low medium high', false],
    ['gpt-5.6-luna', 'openai', 100, 128_000, true, 'off low medium high', false],
    ['gpt-5.5', 'openai', 100, 128_000, true, 'off low medium high', false],
    ['gpt-5.4-mini-2026-03-17', 'openai-tiles', 100, 128_000, true, 'off low medium high', false],
    ['gpt-5-mini', 'openai-tiles', 100, 128_000, true, 'low medium high', false],
    ['gpt-5.3-chat-latest', 'openai-tiles', 100, 16_384, true, '', false],
    ['gpt-5-pro', 'openai-tiles', 100, 272_000, true, 'high', false],
    ['gpt-4.1-nano', 'openai-tiles', 100, 32_768, true, '', true],
    ['gpt-4o', 'openai-tiles', 100, 16_384, true, '', true],
    ['ft:gpt-4o-2024-08-06:me::1', 'openai-tiles', 100, 16_384, true, '', true],
    ['gpt-4', 'openai-tiles', 115, 8_192, false, '', true],
    ['gpt-3.5-turbo', 'openai-tiles', 115, 4_096, false, '', true],
    ['o3-mini', 'openai-tiles', 100, 100_000, false, 'low medium high', false],
    ['openai/gpt-oss-120b', 'openai', 100, null, false, 'low medium high', true],
    ['claude-opus-5-5', 'claude', 150, null, true, 'low medium high', false],
    ['anthropic/claude-opus-5.5', 'claude', 150, null, true, 'low medium high', false],
    ['claude-opus-5', 'claude', 150, null, true, 'off low medium high', false],
    ['claude-sonnet-5', 'claude', 150, 128_000, true, 'off low medium high', false],
    ['claude-opus-4-8', 'claude', 150, 128_000, true, 'off low medium high', false],
    ['claude-opus-4-6', 'claude-4', 110, 128_000, true, 'off low medium high', true],
    ['claude-haiku-4-5-20251001', 'claude-4', 110, 64_000, true, 'off low medium high', true],
    ['claude-opus-4-20250514', 'claude-4', 110, 32_000, true, 'off low medium high', true],
    ['claude-sonnet-4-20250514', 'claude-4', 110, 64_000, true, 'off low medium high', true],
    ['claude-3-haiku-20240307', 'claude-4', 110, 4_096, true, '', true],
    ['claude-haiku-5-5', 'claude', 150, null, true, '', false],
    ['gemini-3.8-flash', 'gemini', 105, null, true, 'low medium high', true],
    ['models/gemini-2.5-pro', 'gemini', 105, 65_536, true, 'low medium high', true],
    ['gemini-2.5-flash', 'gemini', 105, 65_536, true, 'off low medium high', true],
    ['mistral-medium-latest', 'open-weights', 115, null, true, 'off high', true],
    ['codestral-2508', 'open-weights', 115, null, false, '', true],
    ['deepseek-v4-pro', 'open-weights', 115, 384_000, false, 'off high', true],
    ['meta-llama/Llama-4-Scout-17B-16E-Instruct', 'open-weights', 115, null, true, '', true],
    ['llama3.2:3b', 'open-weights', 115, null, false, '', true],
    ['qwen2.5vl:7b', 'open-weights', 115, null, true, '', true],
    ['grok-4.6', 'unknown', 135, null, true, '', true],
    ['my-own-model', 'unknown', 135, null, false, '', false],
    ['', 'unknown', 135, null, false, '', false],
  ] as const)(
    '%s',
    (id, family, tokenPercent, mostOutputTokens, seesImages, efforts, takesTemperature) => {
      const limits = limitsOf(id)
      expect({ ...limits, efforts: limits.efforts.join(' ') }).toEqual({
        family,
        tokenPercent,
        mostOutputTokens,
        seesImages,
        efforts,
        takesTemperature,
      })
    },
  )

  test('never takes more for an answer than a model holds', () => {
    for (const [providerId, models] of Object.entries(bundledList.books)) {
      for (const { id } of models) {
        const model = bundledModel(providerId, id, NOVEMBER_22)
        if (!model) throw new Error(`${providerId}/${id}`)
        expect(model.maxOutputTokens).toBeGreaterThan(0)
        expect(model.maxOutputTokens).toBeLessThanOrEqual(8_192)
        expect(model.maxOutputTokens).toBeLessThanOrEqual((model.contextTokens ?? 1e9) / 2)
      }
    }
  })
})

test('every featured model is known', () => {
  for (const providerId of Object.keys(bundledList.books)) {
    for (const modelId of featuredIds(providerId)) {
      expect(bundledModel(providerId, modelId, NOVEMBER_22), modelId).not.toBeNull()
    }
  }
})

describe('what does not answer in text', () => {
  test.each([
    'gpt-image-2.5-flare',
    'gpt-5.4-image-2',
    'sora-2-pro',
    'tts-1-hd',
    'gpt-4o-mini-tts',
    'gpt-4o-transcribe-diarize',
    'gpt-realtime-2',
    'gpt-audio-mini',
    'omni-moderation-latest',
    'text-embedding-3-large',
    'davinci-002',
    'models/gemini-embedding-001',
    'models/imagen-4.0-generate-001',
    'models/veo-3.1-generate-preview',
    'gemini-2.5-flash-preview-tts',
    'gemini-3.1-flash-live-preview',
    'mistral-ocr-latest',
    'codestral-embed',
    'mistral-moderation-latest',
    'whisper-large-v3-turbo',
    'meta-llama/llama-guard-4-12b',
    'grok-imagine-image',
    'black-forest-labs/FLUX.1-schnell',
    'togethercomputer/m2-bert-80M-8k-retrieval',
    'nomic-embed-text:latest',
  ])('%s', (id) => {
    expect(isOtherKind(id)).toBe(true)
  })

  test('is none of what does', () => {
    for (const providerId of Object.keys(bundledList.books)) {
      for (const id of featuredIds(providerId)) expect(isOtherKind(id), id).toBe(false)
    }
    for (const id of [
      'llava:13b',
      'qwen3:8b',
      'pixtral-12b',
      'adapter-chat',
      'gemini-live',
      'o3',
    ]) {
      expect(isOtherKind(id), id).toBe(id === 'gemini-live')
    }
  })
})
