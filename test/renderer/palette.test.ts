import { describe, expect, test } from 'vitest'
import type { Model } from '../../shared/ipc/shapes.ts'
import type { ConversationSummary } from '../../shared/chat/message.ts'
import { commands } from '../../renderer/state/commands.ts'
import { paletteGroups } from '../../renderer/screens/palette/palette-items.ts'
import { rank, ranked } from '../../renderer/screens/palette/rank.ts'

describe('what is typed', () => {
  test('finds a name by its beginning first, then by a word of it, then anywhere, then by letters', () => {
    const names = ['Copy the last answer', 'Settings', 'Reset', 'Set up', 'Send then edit text']
    expect(ranked('set', names, String)).toEqual([
      'Settings',
      'Set up',
      'Reset',
      'Send then edit text',
    ])
  })

  test('is found without its accents and capitals, and by words in any order', () => {
    expect(rank('resume', 'Résumé')).toBe(0)
    expect(rank('opus claude', 'Claude Opus 5.5')).not.toBeNull()
    expect(rank('nc', 'New chat')).not.toBeNull()
    expect(rank('zz', 'New chat')).toBeNull()
    expect(rank('new zz', 'New chat')).toBeNull()
  })

  test('may be anything at all', () => {
    for (const typed of ['(', '[a-', '\\', '*', '😀', ' '.repeat(40)]) {
      expect(() => rank(typed, 'New chat')).not.toThrow()
    }
  })

  test('in a script without spaces is found inside of a name', () => {
    expect(rank('対話', '新しい対話')).not.toBeNull()
  })
})

function summary(title: string, conversationId: string): ConversationSummary {
  return { title, conversationId, spentNanoUsd: 0 } as ConversationSummary
}

function model(name: string): Model {
  return { name, providerName: 'Acme', key: { providerId: 'acme', modelId: name } } as Model
}

describe('the palette', () => {
  const sources = {
    commands,
    summaries: Array.from({ length: 200 }, (_, place) => summary(`Tides ${place}`, `${place}`)),
    models: Array.from({ length: 300 }, (_, place) => model(`Tidy ${place}`)),
    currentId: '0',
  }

  test('with nothing typed offers where to go back to and what can be done, and no model', () => {
    const groups = paletteGroups('', sources)
    expect(groups.map(({ kind }) => kind)).toEqual(['conversations', 'commands'])
    expect(groups[0]?.items[0]?.name).toBe('Tides 1')
  })

  test('never draws more than a hundred rows', () => {
    const count = paletteGroups('ti', sources).reduce((sum, { items }) => sum + items.length, 0)
    expect(count).toBeLessThanOrEqual(100)
  })

  test('puts the kind of the best answer first, and finds a model by its provider', () => {
    expect(paletteGroups('tidy 7', sources)[0]?.items[0]?.name).toBe('Tidy 7')
    expect(paletteGroups('acme 299', sources)[0]?.items[0]?.name).toBe('Tidy 299')
  })

  test('leaves out what cannot be done now', () => {
    const names = paletteGroups('stop', sources).flatMap(({ items }) => items)
    expect(names.map(({ name }) => name)).not.toContain('Stop the answer')
  })
})
