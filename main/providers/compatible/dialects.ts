/** How one Chat Completions server differs from the rest. A new dialect is a new row. */
export type Dialect = {
  /** Hosts that are known to speak it; `custom` has none and is for all others. */
  hosts: readonly string[]
  /** The name of the field that caps the output. OpenAI renamed it; most others did not follow. */
  maxOutputField: 'max_tokens' | 'max_completion_tokens'
}

const custom: Dialect = { hosts: [], maxOutputField: 'max_tokens' }

const dialects: readonly Dialect[] = [
  { hosts: ['api.openai.com'], maxOutputField: 'max_completion_tokens' },
]

/** The dialect spoken at an address. */
export function dialectOf(address: string): Dialect {
  const host = URL.canParse(address) ? new URL(address).hostname : ''
  return dialects.find(({ hosts }) => hosts.includes(host)) ?? custom
}
