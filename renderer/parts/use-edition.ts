import { useEffect, useState } from 'react'
import type { CatalogEdition } from '../../shared/ipc/shapes.ts'
import { call } from '../api.ts'
import { useModels } from '../state/catalog.ts'

/** Which list of prices is in use; asked anew when the models change. */
export function useEdition(): [CatalogEdition | null, (edition: CatalogEdition) => void] {
  const models = useModels()
  const [edition, setEdition] = useState<CatalogEdition | null>(null)
  useEffect(() => {
    let isWanted = true
    void call('catalog.edition', {}).then((result) => {
      if (isWanted && result.ok) setEdition(result.value)
    })
    return () => {
      isWanted = false
    }
  }, [models])
  return [edition, setEdition]
}
