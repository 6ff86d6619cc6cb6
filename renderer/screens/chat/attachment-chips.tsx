import { FileText, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Credits } from '../../parts/figure.tsx'
import { IconButton } from '../../parts/button.tsx'
import { detach } from '../../state/attach.ts'
import { type Attached, useAttachments } from '../../state/attachments.ts'
import { catalogRevision, placeOf } from '../../state/catalog.ts'
import { useConversations } from '../../state/conversations.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { Say, say } from '../../words/say.tsx'
import { StoredImage } from './stored-image.tsx'

/** What goes with the draft: its name, what it adds to this turn, and a way to take it back. */
export function AttachmentChips(): ReactNode {
  const conversationId = useConversations(({ currentId }) => currentId)
  const attachments = useAttachments(conversationId)
  if (attachments.length === 0) return null
  return (
    <ul
      aria-label={say('attach.list')}
      className="flex max-h-[30vh] flex-wrap gap-2 overflow-y-auto px-3.25 pt-3.25"
    >
      {attachments.map((attached) => (
        <Chip key={attached.localId} conversationId={conversationId} attached={attached} />
      ))}
    </ul>
  )
}

function Chip({
  conversationId,
  attached,
}: {
  conversationId: string
  attached: Attached
}): ReactNode {
  const { localId, attachment, image } = attached
  return (
    <li className="flex h-9 max-w-full min-w-0 items-center gap-2 rounded-row border border-line-2 pr-1 pl-1.5">
      {image ? (
        <StoredImage image={image} alt="" className="size-6 flex-none rounded-code object-cover" />
      ) : (
        <FileText
          aria-hidden="true"
          size={16}
          strokeWidth={1.6}
          className="mx-1 flex-none text-ink-3"
        />
      )}
      <span className="max-w-[220px] truncate">{attachment.name}</span>
      <span className="flex-none text-note text-ink-3">
        <Adds attached={attached} />
      </span>
      <IconButton
        name={say('attach.remove', { name: attachment.name })}
        onClick={() => detach(conversationId, localId)}
      >
        <X aria-hidden="true" size={14} strokeWidth={1.6} />
      </IconButton>
    </li>
  )
}

/** Of the model chosen. Nothing is said of a model without a price, or before it is known. */
function Adds({ attached: { adds } }: { attached: Attached }): ReactNode {
  const model = useChosenModel()
  const place = model && placeOf(model.key)
  if (!adds || place === null || adds.catalogRevision !== catalogRevision()) return null
  const nanoUsd = adds.nanoUsd[place]
  if (nanoUsd === undefined || Number.isNaN(nanoUsd)) return null
  if (nanoUsd <= 0) return say('attach.adds-nothing')
  return <Say id="attach.adds" values={{ credits: <Credits nanoUsd={nanoUsd} /> }} />
}
