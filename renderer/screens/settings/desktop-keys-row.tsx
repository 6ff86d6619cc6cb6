import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import type { DesktopState } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { KeyCaps } from '../../parts/key-caps.tsx'
import { isMac, keyCaps } from '../../state/keys.ts'
import { changeSettings, useProfile } from '../../state/profile.ts'
import { say } from '../../words/say.tsx'
import { acceleratorPressed, keysOfAccelerator } from './desktop-keys.ts'
import { SettingsRow } from './settings-row.tsx'

/** The keys that open the small window from any program. */
export function QuickAskKeysRow(): ReactNode {
  const keys = useProfile().settings.quickAskKeys
  const [isRecording, setIsRecording] = useState(false)
  const state = useKeysState(keys)

  function onKeyDown(event: KeyboardEvent): void {
    if (!isRecording || event.key === 'Tab') return
    event.preventDefault()
    if (event.key === 'Escape') return setIsRecording(false)
    const pressed = acceleratorPressed(event.nativeEvent, isMac)
    if (pressed === null) return
    setIsRecording(false)
    void changeSettings({ quickAskKeys: pressed })
  }

  return (
    <SettingsRow
      title={say('command.quick-ask')}
      note={say('desktop.quick-ask-note')}
      said={state === 'taken' && !isRecording ? say('desktop.keys-taken') : null}
    >
      <div className="flex gap-2">
        <Button
          data-takes-keys={isRecording || undefined}
          aria-label={say('desktop.keys', {
            keys: isRecording ? say('desktop.keys-press') : capsOf(keys),
          })}
          aria-pressed={isRecording}
          onClick={() => setIsRecording(!isRecording)}
          onBlur={() => setIsRecording(false)}
          onKeyDown={onKeyDown}
        >
          {isRecording ? say('desktop.keys-press') : <Shown keys={keys} />}
        </Button>
        {keys !== null && (
          <Button look="quiet" onClick={() => void changeSettings({ quickAskKeys: null })}>
            {say('desktop.keys-off')}
          </Button>
        )}
      </div>
    </SettingsRow>
  )
}

function capsOf(keys: string | null): string {
  if (keys === null) return say('desktop.keys-none')
  return keyCaps(keysOfAccelerator(keys)).join(isMac ? '' : ' ')
}

function Shown({ keys }: { keys: string | null }): ReactNode {
  if (keys === null) return say('desktop.keys-none')
  return <KeyCaps keys={keysOfAccelerator(keys)} />
}

/** Read again after each change: whether the keys are to be had only the system knows. */
function useKeysState(keys: string | null): DesktopState['quickAskKeys'] | null {
  const [state, setState] = useState<DesktopState['quickAskKeys'] | null>(null)
  useEffect(() => {
    let isGone = false
    void call('desktop.read', {}).then((result) => {
      if (!isGone && result.ok) setState(result.value.quickAskKeys)
    })
    return () => {
      isGone = true
    }
  }, [keys])
  return state
}
