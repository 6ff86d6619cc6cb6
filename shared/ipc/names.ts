/** Every call the window may make. `contract.ts` gives each its input and output, or does not compile. */
export const callNames = [
  'profile.read',
  'profile.open',
  'profile.startAfresh',
  'profile.backups',
  'profile.restore',
  'settings.change',
  'budget.read',
  'budget.set',
  'budget.setNoLimit',
  'budget.configure',
  'budget.topUp',
  'budget.confirmDate',
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
  'turn.costNothing',
  'turn.setFigure',
  'turn.lookUp',
  'link.open',
] as const
export type CallName = (typeof callNames)[number]

/** Every event the main process may send to the window. */
export const eventNames = [
  'turn.piece',
  'turn.changed',
  'turn.ended',
  'disk.changed',
  'budget.changed',
  'conversation.changed',
  'providers.changed',
] as const
export type EventName = (typeof eventNames)[number]
