/** Every call the window may make. `contract.ts` gives each its input and output, or does not compile. */
export const callNames = [
  'profile.read',
  'profile.open',
  'profile.startAfresh',
  'settings.change',
  'budget.read',
  'budget.set',
  'catalog.read',
  'providers.read',
  'providers.saveKey',
  'providers.removeKey',
  'providers.setAddress',
  'providers.addCustom',
  'providers.remove',
  'providers.check',
  'estimate.quote',
  'conversation.list',
  'conversation.open',
  'turn.send',
  'turn.stop',
  'turn.countNow',
  'link.open',
] as const
export type CallName = (typeof callNames)[number]

/** Every event the main process may send to the window. */
export const eventNames = [
  'turn.piece',
  'turn.ended',
  'budget.changed',
  'conversation.changed',
  'providers.changed',
] as const
export type EventName = (typeof eventNames)[number]
