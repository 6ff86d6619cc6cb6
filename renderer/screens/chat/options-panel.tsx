import { Popover } from '@base-ui/react/popover'
import { type ReactNode, type RefObject, useState } from 'react'
import { type ChatOptions, type Effort, efforts } from '../../../shared/chat/message.ts'
import type { Failure } from '../../../shared/failures.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { changeOptions } from '../../state/change-options.ts'
import { optionsOf, useOptions } from '../../state/chat-options.ts'
import { useConversations } from '../../state/conversations.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { say } from '../../words/say.tsx'
import { ContextGauge } from './context-gauge.tsx'
import { LeftOutTurns } from './left-out-turns.tsx'
import { LongestAnswer, Temperature } from './options-fields.tsx'
import { PresetChoice } from './options-preset.tsx'
import { SystemText } from './system-text.tsx'

/** What is set for this conversation. Each change counts from the next turn on, and moves its price. */
export function OptionsPanel({
  anchor,
  onClose,
}: {
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
}): ReactNode {
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen, { reason, event }) => {
        const isOnButton =
          event.target instanceof Node && anchor.current?.contains(event.target) === true
        if (!isOpen && !(reason === 'outside-press' && isOnButton)) onClose()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="bottom"
          align="end"
          sideOffset={14}
          collisionPadding={16}
          className="z-20"
        >
          <Popover.Popup
            finalFocus={anchor}
            className="appear flex max-h-(--available-height) w-[420px] max-w-(--available-width) flex-col gap-4 overflow-y-auto rounded-panel border border-line-2 bg-raised px-5 pt-4 pb-5 shadow-mid outline-none"
          >
            <Popover.Title className="text-section">{say('options.open')}</Popover.Title>
            <Options onClose={onClose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Options({ onClose }: { onClose: () => void }): ReactNode {
  const [failure, setFailure] = useState<Failure | null>(null)
  const conversationId = useConversations(({ currentId }) => currentId)
  const options = useOptions(conversationId)
  const model = useChosenModel()
  const change = (changed: Partial<ChatOptions>): void => {
    if (isSame(optionsOf(conversationId), changed)) return
    void changeOptions(changed).then(setFailure)
  }
  return (
    <>
      {failure && <ProblemLine failure={failure} role="alert" />}
      <PresetChoice
        model={model}
        options={options}
        onChange={change}
        onFailed={setFailure}
        onManage={onClose}
      />
      <SystemText text={options.systemText} onChange={(systemText) => change({ systemText })} />
      {model && <EffortChoice model={model} options={options} onChange={change} />}
      {model && <Temperature model={model} options={options} onChange={change} />}
      {model && <LongestAnswer model={model} options={options} onChange={change} />}
      <LeftOutTurns options={options} onChange={change} />
      {model && (
        <p className="flex items-center justify-between gap-4 text-note text-ink-2">
          {say('options.fills')}
          <ContextGauge model={model} />
        </p>
      )}
    </>
  )
}

function isSame(options: ChatOptions, changed: Partial<ChatOptions>): boolean {
  return JSON.stringify({ ...options, ...changed }) === JSON.stringify(options)
}

/** Only what the model takes. What is set and it does not take is said not to be sent. */
function EffortChoice({
  model,
  options: { effort },
  onChange,
}: {
  model: Model
  options: ChatOptions
  onChange: (changed: { effort: Effort | null }) => void
}): ReactNode {
  const taken = efforts.filter((one) => model.efforts.includes(one))
  const isTaken = effort === null || taken.includes(effort)
  if (taken.length === 0 && isTaken) return null
  return (
    <div>
      <p className="mb-1 text-note text-ink-2">{say('options.effort')}</p>
      {taken.length > 0 && (
        <Segmented<Effort | 'model'>
          name={say('options.effort')}
          choices={(['model', ...taken] as const).map((value) => ({
            value,
            label: say(`options.effort.${value}`),
          }))}
          value={isTaken ? (effort ?? 'model') : 'model'}
          onChange={(value) => onChange({ effort: value === 'model' ? null : value })}
        />
      )}
      {!isTaken && (
        <p className="mt-1.5 text-note text-ink-3">
          {say('options.effort-not-taken', { model: model.name })}
        </p>
      )}
    </div>
  )
}
