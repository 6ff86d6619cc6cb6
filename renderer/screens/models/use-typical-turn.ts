import { useEffect, useState } from 'react'
import type { TypicalTurn } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { useModels } from '../../state/catalog.ts'

/** What a typical turn of this person costs with each model; asked anew when the models change. */
export function useTypicalTurn(): TypicalTurn | null {
  const models = useModels()
  const [typical, setTypical] = useState<TypicalTurn | null>(null)
  useEffect(() => {
    let isWanted = true
    void call('catalog.typicalTurn', {}).then((result) => {
      if (isWanted && result.ok) setTypical(result.value)
    })
    return () => {
      isWanted = false
    }
  }, [models])
  return typical
}
