/**
 * Keys of a command, as `Mod+Shift+F`: `Mod` is Command on a Mac and Control elsewhere. Where a Mac
 * uses the same keys for something else, each has its own.
 */
export type Keys = string | { mac: string; other: string }

export const isMac = typeof navigator === 'object' && navigator.platform.startsWith('Mac')

/** What of a key press decides which keys it is. */
export type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>

export function keysHere(keys: Keys, onMac = isMac): string {
  if (typeof keys === 'string') return keys
  return onMac ? keys.mac : keys.other
}

/** Whether these are the keys that were pressed. A layout without Latin letters is read by place. */
export function isPressed(keys: string, press: Press, onMac = isMac): boolean {
  const { modifiers, key } = parse(keys)
  const ctrl = modifiers.has('Ctrl') || (modifiers.has('Mod') && !onMac)
  const meta = modifiers.has('Mod') && onMac
  if (press.ctrlKey !== ctrl || press.metaKey !== meta) return false
  if (press.altKey !== modifiers.has('Alt')) return false
  // Where "/" or "+" stands differs by layout, and with it whether Shift is part of it.
  const isSign = /^[^\p{L}\p{N}]$/u.test(key)
  if (!isSign && press.shiftKey !== modifiers.has('Shift')) return false
  if (press.key.toLowerCase() === key.toLowerCase()) return true
  const isLatin = /^[\u0020-\u007e]+$/u.test(press.key)
  return !isLatin && press.code === `Key${key.toUpperCase()}`
}

/** As Electron writes them in a menu. */
export function acceleratorOf(keys: string): string {
  const { modifiers, key } = parse(keys)
  const names = { Mod: 'CmdOrCtrl', Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Shift' } as const
  const own: Partial<Record<string, string>> = {
    '+': 'Plus',
    Escape: 'Esc',
    ArrowUp: 'Up',
    ArrowDown: 'Down',
  }
  return [...[...modifiers].map((name) => names[name]), own[key] ?? key].join('+')
}

/** As keys are written for a person here: `Ctrl+Shift+F`, or `⇧⌘F` on a Mac. One item a key. */
export function keyCaps(keys: string, onMac = isMac): string[] {
  const { modifiers, key } = parse(keys)
  const names = onMac
    ? { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Mod: '⌘' }
    : { Mod: 'Ctrl', Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Shift' }
  const order = Object.keys(names) as Modifier[]
  const caps: Partial<Record<string, string>> = {
    Escape: 'Esc',
    PageUp: onMac ? '⇞' : 'PgUp',
    PageDown: onMac ? '⇟' : 'PgDn',
    ArrowUp: '↑',
    ArrowDown: '↓',
    '-': '−',
  }
  const shown = order.filter((name) => modifiers.has(name)).map((name) => names[name])
  return [...shown, caps[key] ?? key]
}

type Modifier = 'Mod' | 'Ctrl' | 'Alt' | 'Shift'

function parse(keys: string): { modifiers: Set<Modifier>; key: string } {
  // The last plus may be the key itself.
  const parts = keys.split(/\+(?!$)/u)
  const key = parts.pop() ?? ''
  return { modifiers: new Set(parts as Modifier[]), key }
}
