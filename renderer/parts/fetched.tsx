import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/**
 * A component that is fetched on first use, or before. Not React's `lazy`: that holds a part back
 * for up to 300 ms after it has arrived, also one that was fetched long ago.
 */
export function fetched<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Waiting?: ComponentType<P>,
): ComponentType<P> & { fetch: () => void } {
  let loaded: ComponentType<P> | null = null
  const fetch = async (): Promise<ComponentType<P>> => {
    loaded ??= await load()
    return loaded
  }

  function Part(props: P): ReactNode {
    const [Loaded, setLoaded] = useState(() => loaded)
    useEffect(() => {
      if (Loaded) return
      fetch().then(
        (component) => setLoaded(() => component),
        (error: unknown) =>
          setLoaded(() => {
            throw error
          }),
      )
    }, [Loaded])
    if (Loaded) return <Loaded {...props} />
    return Waiting ? <Waiting {...props} /> : null
  }

  return Object.assign(Part, { fetch: () => void fetch() })
}
