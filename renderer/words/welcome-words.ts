/** What is said of keys and servers when the first start does not go straight on. */
export const welcomeWords = {
  'welcome.another-server': 'Another server or address',
  'welcome.local-gone': 'That server does not answer any more. Start it again, or practise.',
  'welcome.no-provider': 'Choose whose key it is, or practise.',
  'welcome.wrong-key': '{provider} refused this key. Paste another, or practise.',
  'key.unreachable':
    '{host} cannot be reached. The key is kept: look at the connection, then try again.',
} as const
