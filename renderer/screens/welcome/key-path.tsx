import type { ReactNode } from 'react'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { KeyField } from '../../parts/key-field.tsx'
import { KeyProgressLine } from '../../parts/key-progress.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { Select } from '../../parts/select.tsx'
import { say } from '../../words/say.tsx'
import type { KeyPathState } from './use-key-path.ts'

/** A key, whose it is, and what its provider says to it. */
export function KeyPath({
  state,
  isFocused,
}: {
  state: KeyPathState
  isFocused: boolean
}): ReactNode {
  const { text, works, progress, providers, providerId } = state
  const isTyped = text.trim() !== ''
  return (
    <div className="flex flex-col gap-2.5">
      <KeyField
        isLabelHidden
        hasIcon
        autoFocus={isFocused}
        isMasked={!works}
        value={text}
        failure={progress.kind === 'refused' ? progress.text : null}
        onChange={({ target, nativeEvent }) => {
          const { value } = target
          // What is shown of a key that works is none: whatever is done to it begins another.
          const isOfShown = works && value.includes('•')
          state.type(isOfShown ? insertedBy(nativeEvent) : value)
        }}
        onPaste={(event) => {
          event.preventDefault()
          state.paste(event.clipboardData.getData('text').trim())
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isTyped && !works) void state.save()
        }}
      />
      {isTyped && !works && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <WhichProvider providers={providers} providerId={providerId} onChoose={state.choose} />
          <Button
            small
            disabled={progress.kind === 'busy' || providerId === null}
            onClick={() => state.save()}
          >
            {say('key.save')}
          </Button>
        </div>
      )}
      {progress.kind !== 'refused' && <KeyProgressLine progress={progress} />}
    </div>
  )
}

function insertedBy(event: Event): string {
  return event instanceof InputEvent ? (event.data ?? '') : ''
}

/** So many stand side by side; the rest behind one more word. */
const MOST_SIDE_BY_SIDE = 3
const ANOTHER = 'another'

/** Whose key it is: the most used at hand, the others in a list. */
function WhichProvider({
  providers,
  providerId,
  onChoose,
}: {
  providers: readonly Provider[]
  providerId: string | null
  onChoose: (providerId: string) => void
}): ReactNode {
  const usual = providers.slice(0, MOST_SIDE_BY_SIDE)
  const others = providers.slice(MOST_SIDE_BY_SIDE)
  const other = others.find((provider) => provider.providerId === providerId)
  const choose = (id: string): void => {
    const chosen = id === ANOTHER ? others[0]?.providerId : id
    if (chosen !== undefined) onChoose(chosen)
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        name={say('key.provider')}
        value={other ? ANOTHER : (providerId ?? '')}
        onChange={choose}
        choices={[
          ...usual.map((provider) => ({ value: provider.providerId, label: provider.name })),
          ...(others.length > 0 ? [{ value: ANOTHER, label: say('welcome.another') }] : []),
        ]}
      />
      {other && (
        <Select
          name={say('welcome.another-field')}
          value={other.providerId}
          choices={others.map((provider) => ({
            value: provider.providerId,
            label: provider.name,
          }))}
          onChange={onChoose}
        />
      )}
    </div>
  )
}
