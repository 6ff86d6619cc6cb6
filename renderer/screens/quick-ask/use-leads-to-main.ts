import { useEffect } from 'react'
import { call } from '../../api.ts'
import { showChat, useScreen } from '../../state/screen.ts'

/** Settings and prices stand in the large window: what leads to them from here shows them there. */
export function useLeadsToMain(): void {
  const name = useScreen((screen) => screen.name)
  useEffect(() => {
    if (name === 'chat') return
    showChat()
    void call('desktop.showMain', { conversationId: null, commandId: name })
    void call('desktop.hideQuickAsk', {})
  }, [name])
}
