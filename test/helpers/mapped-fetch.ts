/**
 * A `fetch` for real addresses without the internet: what is below an address on the left goes to
 * the loopback address on the right, everything else that is not on this computer is refused. For
 * rules that hang on a provider's own host name.
 */
export function mappedFetch(addresses: Readonly<Record<string, string>>): typeof fetch {
  return (input, init) => {
    const asked = input instanceof Request ? input.url : String(input)
    for (const [from, to] of Object.entries(addresses)) {
      if (asked.startsWith(`${from}/`)) return fetch(`${to}${asked.slice(from.length)}`, init)
    }
    const { hostname } = new URL(asked)
    if (hostname === '127.0.0.1') return fetch(input, init)
    return Promise.reject(new Error(`No address on this computer stands in for ${asked}`))
  }
}
