import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '../../parts/button.tsx'
import { say } from '../../words/say.tsx'

/** After a long text was pasted: it can become a file, whose text stands apart from the question. */
export function PastedLine({
  characters,
  onAttach,
  onClose,
}: {
  characters: number
  onAttach: () => void
  onClose: () => void
}): ReactNode {
  return (
    <div role="status" className="my-2 flex items-center justify-between gap-4 px-4">
      <p className="min-w-0 text-ink-2">{say('attach.pasted-long', { count: characters })}</p>
      <span className="flex flex-none items-center gap-1">
        <Button small onClick={onAttach}>
          {say('attach.paste-as-file')}
        </Button>
        <IconButton name={say('attach.close')} onClick={onClose}>
          <X aria-hidden="true" size={14} strokeWidth={1.6} />
        </IconButton>
      </span>
    </div>
  )
}
