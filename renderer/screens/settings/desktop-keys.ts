import type { Press } from '../../state/keys.ts'

/** Keys as Electron writes them, in the notation of `state/keys.ts`. */
export function keysOfAccelerator(accelerator: string): string {
  return accelerator
    .split('+')
    .map((part) => ownNames[part] ?? part)
    .join('+')
}

const ownNames: Partial<Record<string, string>> = {
  CommandOrControl: 'Mod',
  CmdOrCtrl: 'Mod',
  Control: 'Ctrl',
}

/**
 * What was pressed, as Electron writes it. Null while it is no shortcut: it needs a key beside the
 * modifiers, and one of them must be more than Shift, or nobody could write that letter any more.
 */
export function acceleratorPressed(press: Press, isMac: boolean): string | null {
  const key = keyName(press.code)
  const modifiers = [
    (isMac ? press.metaKey : press.ctrlKey) && 'CommandOrControl',
    isMac && press.ctrlKey && 'Control',
    press.altKey && 'Alt',
  ].filter((name) => name !== false)
  if (key === null || modifiers.length === 0) return null
  return [...modifiers, ...(press.shiftKey ? ['Shift'] : []), key].join('+')
}

/** Only keys that are called the same on every layout. */
function keyName(code: string): string | null {
  const letter = /^(?:Key|Digit)(?<name>[A-Z0-9])$/u.exec(code)?.groups?.['name']
  if (letter !== undefined) return letter
  if (code === 'Space' || /^F(?:[1-9]|1[0-9]|2[0-4])$/u.test(code)) return code
  return /^Arrow(?<name>Up|Down|Left|Right)$/u.exec(code)?.groups?.['name'] ?? null
}
