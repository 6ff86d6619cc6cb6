/** What the first screen says of keys and servers when it does not go straight on. */
export const welcomeWords = {
  'welcome.another-server': 'Another server or address',
  'welcome.local-gone': 'That server does not answer any more. Start it again, or practise.',
  'welcome.wrong-key': '{provider} refused this key. Paste another, or practise.',
} as const
