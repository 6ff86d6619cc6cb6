/** The sentences of the command palette and the sheet of shortcuts. */
export const paletteWords = {
  'palette.name': 'Command palette',
  'palette.hint': 'A command, a conversation or a model',
  'palette.commands': 'Commands',
  'palette.conversations': 'Conversations',
  'palette.models': 'Models',
  'palette.none': 'Nothing is called that.',
  'palette.count': '{count, plural, =0 {Nothing found} one {One found} other {# found}}',

  'shortcuts.title': 'Keyboard shortcuts',
  'shortcuts.file': 'General',
  'shortcuts.chat': 'Chat',
  'shortcuts.view': 'View',
  'shortcuts.help': 'Help',
  'shortcuts.writing': 'Writing',
  'shortcuts.send': 'Send',
  'shortcuts.new-line': 'New line',
} as const
