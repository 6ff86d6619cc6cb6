import { describe, expect, test } from 'vitest'
import { commands } from '../../renderer/state/commands.ts'
import {
  acceleratorOf,
  isPressed,
  keyCaps,
  keysHere,
  type Press,
} from '../../renderer/state/keys.ts'
import {
  acceleratorPressed,
  keysOfAccelerator,
} from '../../renderer/screens/settings/desktop-keys.ts'

function press(key: string, held: Partial<Press> = {}): Press {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
  return { key, code: '', ...none, ...held }
}

describe('the list of commands', () => {
  test('has no id and no word twice', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
    expect(new Set(commands.map(({ word }) => word)).size).toBe(commands.length)
  })

  test.each([true, false])('has no keys twice (on a Mac: %s)', (onMac) => {
    const all = commands.flatMap(({ keys, alsoKeys }) => [
      ...(keys === undefined ? [] : [keysHere(keys, onMac)]),
      ...(alsoKeys === undefined ? [] : [alsoKeys]),
    ])
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted())
  })
})

test.each([true, false])(
  'every command has keys that Electron can show (on a Mac: %s)',
  (onMac) => {
    const keyCode = /^(?:[A-Z0-9]|[,./-]|Plus|Esc|Up|Down|PageUp|PageDown)$/u
    for (const { keys } of commands) {
      if (keys === undefined) continue
      const [key = '', ...modifiers] = acceleratorOf(keysHere(keys, onMac)).split('+').toReversed()
      expect(key).toMatch(keyCode)
      expect(modifiers.join()).toMatch(/^(?:(?:CmdOrCtrl|Ctrl|Alt|Shift),?)*$/u)
    }
  },
)

describe('keys', () => {
  test('Mod is Control here and Command on a Mac, and nothing beside it may be held', () => {
    expect(isPressed('Mod+K', press('k', { ctrlKey: true }), false)).toBe(true)
    expect(isPressed('Mod+K', press('k', { metaKey: true }), false)).toBe(false)
    expect(isPressed('Mod+K', press('k', { metaKey: true }), true)).toBe(true)
    expect(isPressed('Mod+K', press('K', { ctrlKey: true, shiftKey: true }), false)).toBe(false)
    expect(isPressed('Mod+K', press('k', { ctrlKey: true, altKey: true }), false)).toBe(false)
    expect(isPressed('Mod+Shift+F', press('F', { ctrlKey: true, shiftKey: true }), false)).toBe(
      true,
    )
  })

  test('a sign counts by what it is, whether or not a layout needs Shift for it', () => {
    expect(isPressed('Mod+/', press('/', { ctrlKey: true }), false)).toBe(true)
    expect(isPressed('Mod+/', press('/', { ctrlKey: true, shiftKey: true }), false)).toBe(true)
    expect(isPressed('Mod++', press('+', { ctrlKey: true, shiftKey: true }), false)).toBe(true)
    expect(isPressed('Mod+-', press('-', { ctrlKey: true }), false)).toBe(true)
  })

  test('a layout without Latin letters is read by place', () => {
    const russian = press('л', { ctrlKey: true, code: 'KeyK' })
    expect(isPressed('Mod+K', russian, false)).toBe(true)
    const dvorak = press('t', { ctrlKey: true, code: 'KeyK' })
    expect(isPressed('Mod+K', dvorak, false)).toBe(false)
  })

  test('are written as Electron and as a person reads them', () => {
    expect(acceleratorOf('Mod+Shift+F')).toBe('CmdOrCtrl+Shift+F')
    expect(acceleratorOf('Mod++')).toBe('CmdOrCtrl+Plus')
    expect(keyCaps('Mod+Shift+F', false)).toEqual(['Ctrl', 'Shift', 'F'])
    expect(keyCaps('Mod+Shift+F', true)).toEqual(['⇧', '⌘', 'F'])
    expect(keyCaps('Mod++', false)).toEqual(['Ctrl', '+'])
    expect(keyCaps('Mod+-', false)).toEqual(['Ctrl', '−'])
  })
})

describe('keys that are recorded', () => {
  test('are a key with Control, Command or Alt, and nothing less', () => {
    const held = { ctrlKey: true, shiftKey: true }
    expect(acceleratorPressed(press(' ', { ...held, code: 'Space' }), false)).toBe(
      'CommandOrControl+Shift+Space',
    )
    expect(acceleratorPressed(press('a', { code: 'KeyA' }), false)).toBeNull()
    expect(acceleratorPressed(press('A', { code: 'KeyA', shiftKey: true }), false)).toBeNull()
    expect(
      acceleratorPressed(press('Control', { code: 'ControlLeft', ctrlKey: true }), false),
    ).toBeNull()
    expect(acceleratorPressed(press('a', { code: 'KeyA', ctrlKey: true }), true)).toBe('Control+A')
    expect(acceleratorPressed(press('a', { code: 'KeyA', metaKey: true }), true)).toBe(
      'CommandOrControl+A',
    )
  })

  test('are shown as they were pressed', () => {
    expect(keyCaps(keysOfAccelerator('CommandOrControl+Shift+Space'), false)).toEqual([
      'Ctrl',
      'Shift',
      'Space',
    ])
  })
})
