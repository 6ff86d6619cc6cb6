import { useEffect } from 'react'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { setProviders, useModels, useProviders } from '../../state/catalog.ts'

/**
 * The servers that run on this computer and have a model. They are looked for when a profile opens,
 * and again whenever the person comes back to this window, perhaps from having started one.
 */
export function useLocalServers(): Provider[] {
  const providers = useProviders()
  const models = useModels()
  useEffect(() => {
    let isLooking = false
    const look = async (): Promise<void> => {
      if (isLooking) return
      isLooking = true
      const found = await call('providers.findLocal', {})
      isLooking = false
      if (found.ok) setProviders(found.value)
    }
    const lookAgain = (): void => void look()
    addEventListener('focus', lookAgain)
    return () => removeEventListener('focus', lookAgain)
  }, [])
  const hasModel = ({ providerId }: Provider): boolean =>
    models.some(({ key, ready }) => ready && key.providerId === providerId)
  return providers.filter(
    (provider) =>
      provider.onThisComputer &&
      !provider.custom &&
      provider.status?.failure === null &&
      hasModel(provider),
  )
}
