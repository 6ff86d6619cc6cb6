import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openLibrary } from '../main/library.ts'
import { defaultChatOptions } from '../shared/chat/message.ts'
import { profileOnDisk } from './helpers/profile-on-disk.ts'

function library() {
  const profile = profileOnDisk()
  const { storage, clock } = profile
  const stored = (conversationId: string) =>
    storage.conversations.add({
      conversationId,
      title: 'Stored',
      titleFrom: 'first-words',
      optionsJson: '{}',
      folderId: null,
      createdAtMs: 1,
      updatedAtMs: 1,
    })
  return { ...profile, ...openLibrary(storage, () => clock.atMs), stored }
}

function value<T>(result: { ok: true; value: T } | { ok: false }): T {
  if (!result.ok) throw new Error('It was refused')
  return result.value
}

describe('drafts', () => {
  test('are kept by conversation until they are empty', () => {
    const { keepDraft, drafts, stored } = library()
    const conversationId = randomUUID()
    stored(conversationId)
    keepDraft({ conversationId, text: 'Half a th' })
    keepDraft({ conversationId, text: 'Half a thought' })
    expect(value(drafts())).toEqual([{ conversationId, text: 'Half a thought' }])
    keepDraft({ conversationId, text: '' })
    expect(value(drafts())).toEqual([])
  })

  test('of chats that are not stored: only the newest is there at the next start', () => {
    const { keepDraft, drafts, clock, database } = library()
    const [older, newer] = [randomUUID(), randomUUID()]
    keepDraft({ conversationId: older, text: 'Older' })
    clock.atMs += 1_000
    keepDraft({ conversationId: newer, text: 'Newer' })
    expect(value(drafts())).toEqual([{ conversationId: newer, text: 'Newer' }])
    expect(database.prepare('SELECT count(*) FROM draft').pluck().get()).toBe(1)
  })

  test('of a deleted conversation wait until it is brought back', () => {
    const { keepDraft, drafts, stored, database } = library()
    const conversationId = randomUUID()
    stored(conversationId)
    keepDraft({ conversationId, text: 'Not sent' })
    const setDeleted = database.prepare('UPDATE conversation SET deleted_at_ms = ?')
    setDeleted.run(5)
    expect(value(drafts())).toEqual([])
    setDeleted.run(null)
    expect(value(drafts())).toEqual([{ conversationId, text: 'Not sent' }])
  })
})

describe('presets', () => {
  test('keep model and options; saving again under one id replaces it in its place', () => {
    const { savePreset, removePreset, presets, clock } = library()
    const [one, two] = [randomUUID(), randomUUID()]
    const model = { providerId: 'openai', modelId: 'gpt-6-sol' }
    const options = { ...defaultChatOptions, systemText: 'Be brief.', temperature: 0.2 }
    savePreset({ presetId: one, name: 'Brief', model, options })
    clock.atMs += 1
    savePreset({ presetId: two, name: 'Plain', model: null, options: defaultChatOptions })
    savePreset({ presetId: one, name: 'Briefer', model: null, options })
    expect(value(presets())).toEqual([
      { presetId: one, name: 'Briefer', model: null, options },
      { presetId: two, name: 'Plain', model: null, options: defaultChatOptions },
    ])
    expect(value(removePreset(one)).map(({ name }) => name)).toEqual(['Plain'])
  })
})

describe('prompts', () => {
  test('stand by name, whatever its case, and are replaced by id', () => {
    const { savePrompt, removePrompt, prompts } = library()
    const [one, two] = [randomUUID(), randomUUID()]
    savePrompt({ promptId: one, name: 'translate', text: 'Into {{language}}:' })
    savePrompt({ promptId: two, name: 'Review', text: 'Review this.' })
    savePrompt({ promptId: one, name: 'Translate', text: 'Into plain {{language}}:' })
    expect(value(prompts())).toEqual([
      { promptId: two, name: 'Review', text: 'Review this.' },
      { promptId: one, name: 'Translate', text: 'Into plain {{language}}:' },
    ])
    expect(value(removePrompt(two))).toHaveLength(1)
  })
})
