import type { Command } from './command.ts'
import { commands, runCommand } from './commands.ts'
import { isPressed, keysHere } from './keys.ts'
import { currentOverlay } from './overlay.ts'

/** The small window has but a message and its answer. */
const inQuickAsk = new Set(['new-chat', 'find-model', 'write', 'zoom-in', 'zoom-out', 'zoom-reset'])

/** Listens to the keys of every command, before anything on the screen does. */
export function listenToShortcuts({ isQuickAsk }: { isQuickAsk: boolean }): void {
  const known = commands.filter(({ id }) => !isQuickAsk || inQuickAsk.has(id))
  addEventListener('keydown', (event) => onKeyDown(event, known), { capture: true })
}

function onKeyDown(event: KeyboardEvent, known: readonly Command[]): void {
  // What ends a composed word is no shortcut.
  if (event.isComposing || event.defaultPrevented || isForItself(event)) return
  const command = known.find((one) => isFor(one, event))
  if (!command || command.isUsable?.() === false) return
  if (isTakenByDialog(command) || isEscapeOfAnother(event)) return
  event.preventDefault()
  event.stopPropagation()
  runCommand(command.id)
}

function isFor({ keys, alsoKeys }: Command, event: KeyboardEvent): boolean {
  if (keys !== undefined && isPressed(keysHere(keys), event)) return true
  return alsoKeys !== undefined && isPressed(alsoKeys, event)
}

/** What records keys for itself hears all of them. */
function isForItself({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[data-takes-keys]') !== null
}

/** A dialog waits for its answer, and nothing changes behind it. */
function isTakenByDialog(command: Command): boolean {
  if (command.worksInDialog || currentOverlay() !== null) return false
  return document.querySelector('[data-modal]') !== null
}

/** Escape stops an answer from the message or the conversation; elsewhere it leaves what is open. */
function isEscapeOfAnother({ key, target }: KeyboardEvent): boolean {
  if (key !== 'Escape') return false
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return true
  return target instanceof Element && target.closest('input, select, header') !== null
}
