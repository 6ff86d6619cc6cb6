import { useEffect, useState } from 'react'
import type { TrackRecord } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'

/** How good estimates have been, as it stands when this is first shown. */
export function useTrackRecord(): TrackRecord | null {
  const [record, setRecord] = useState<TrackRecord | null>(null)
  useEffect(() => {
    let isOver = false
    void call('estimate.trackRecord', {}).then((result) => {
      if (!isOver && result.ok) setRecord(result.value)
    })
    return () => {
      isOver = true
    }
  }, [])
  return record
}
