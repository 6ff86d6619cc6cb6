/**
 * Whether a radio was chosen with a pointer. Only then may the focus move on to what it unfolds:
 * whoever walks through the choices with arrow keys must stay among them.
 */
export function isByPointer(event: Event): boolean {
  return event instanceof UIEvent && event.detail > 0
}
