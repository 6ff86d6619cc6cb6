/** Pages of a provider in a browser: where keys are made, and where its account is topped up. */
type ProviderPages = { keys: string; billing: string }

/** By the host requests go to, so that a provider at another address is not sent to these. */
const pages: Readonly<Record<string, ProviderPages>> = {
  'api.anthropic.com': {
    keys: 'https://platform.claude.com/settings/keys',
    billing: 'https://platform.claude.com/settings/billing',
  },
  'api.openai.com': {
    keys: 'https://platform.openai.com/api-keys',
    billing: 'https://platform.openai.com/settings/organization/billing/overview',
  },
  'generativelanguage.googleapis.com': {
    keys: 'https://aistudio.google.com/api-keys',
    billing: 'https://aistudio.google.com/usage',
  },
  'api.mistral.ai': {
    keys: 'https://console.mistral.ai/api-keys',
    billing: 'https://console.mistral.ai/billing',
  },
  'api.groq.com': {
    keys: 'https://console.groq.com/keys',
    billing: 'https://console.groq.com/settings/billing',
  },
  'api.deepseek.com': {
    keys: 'https://platform.deepseek.com/api_keys',
    billing: 'https://platform.deepseek.com/top_up',
  },
  'api.x.ai': {
    keys: 'https://console.x.ai',
    billing: 'https://console.x.ai',
  },
  'openrouter.ai': {
    keys: 'https://openrouter.ai/settings/keys',
    billing: 'https://openrouter.ai/settings/credits',
  },
  'api.together.xyz': {
    keys: 'https://api.together.ai/settings/api-keys',
    billing: 'https://api.together.ai/settings/billing',
  },
}

/** Null for a server that has no pages known here. */
export function pagesOf({ host }: { host: string }): ProviderPages | null {
  return pages[host] ?? null
}
