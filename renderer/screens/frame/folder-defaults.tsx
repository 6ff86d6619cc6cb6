import type { ReactNode } from 'react'
import {
  type ChatOptions,
  defaultChatOptions,
  type Effort,
  efforts,
} from '../../../shared/chat/message.ts'
import type { Folder } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { setFolderOptions, useFolders } from '../../state/folders.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { say } from '../../words/say.tsx'
import { LongestAnswer, Temperature } from '../chat/options-fields.tsx'
import { SystemText } from '../chat/system-text.tsx'

/** What a new chat in a folder begins with. Each change counts at once. */
export function FolderDefaults({
  folder: { folderId, name },
  onClose,
}: {
  folder: Folder
  onClose: () => void
}): ReactNode {
  const options = useFolders(
    ({ folders }) =>
      folders.find((folder) => folder.folderId === folderId)?.options ?? defaultChatOptions,
  )
  const model = useChosenModel()
  const change = (changed: Partial<ChatOptions>): void =>
    void setFolderOptions(folderId, { ...options, ...changed })
  return (
    <Dialog title={say('folder.defaults-title', { folder: name })} onClose={onClose}>
      <p className="mt-1 px-7 text-ink-2">{say('folder.defaults-note')}</p>
      <div className="mt-4 flex flex-col gap-4 px-7">
        <SystemText text={options.systemText} onChange={(systemText) => change({ systemText })} />
        <div>
          <p className="mb-1 text-note text-ink-2">{say('options.effort')}</p>
          <Segmented<Effort | 'model'>
            name={say('options.effort')}
            choices={(['model', ...efforts] as const).map((value) => ({
              value,
              label: say(`options.effort.${value}`),
            }))}
            value={options.effort ?? 'model'}
            onChange={(value) => change({ effort: value === 'model' ? null : value })}
          />
        </div>
        {model && <Temperature model={model} options={options} onChange={change} />}
        {model && <LongestAnswer model={model} options={options} onChange={change} />}
      </div>
      <div className="mt-5 flex justify-end px-7">
        <Button onClick={onClose}>{say('folder.done')}</Button>
      </div>
    </Dialog>
  )
}
