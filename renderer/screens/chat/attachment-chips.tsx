import { FileText, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect } from 'react'
import { Credits } from '../../parts/figure.tsx'
import { IconButton } from '../../parts/button.tsx'
import { askAdditions, useAddition } from '../../state/additions.ts'
import { detach } from '../../state/attach.ts'
import { type Attached, type Reading, useAttachments } from '../../state/attachments.ts'
import { MESSAGE_FIELD_ID } from '../../state/go.ts'
import { useChosenModel } from '../../state/model-choice.ts'
import { useQuotes } from '../../state/quotes.ts'
import { useDraftId } from '../../state/rewriting.ts'
import { Say, say } from '../../words/say.tsx'
import { StoredImage } from './stored-image.tsx'

/** Figures follow what is typed after a pause: each is a second estimate. */
const PAUSE_MS = 250

/** What goes with the draft: its name, what it adds to this turn, and a way to take it back. */
export function AttachmentChips(): ReactNode {
  const draftId = useDraftId()
  const attachments = useAttachments(draftId)
  if (attachments.length === 0) return null
  return <Chips draftId={draftId} attachments={attachments} />
}

function Chips({
  draftId,
  attachments,
}: {
  draftId: string
  attachments: readonly Attached[]
}): ReactNode {
  useAdditionsOf(attachments)
  const remove = (list: Element | null, place: number): void => {
    const attached = attachments[place]
    if (!attached) return
    const chips = [...(list?.children ?? [])]
    const next = chips[place + 1] ?? chips[place - 1]
    const button = next?.querySelector('button') ?? document.getElementById(MESSAGE_FIELD_ID)
    button?.focus()
    detach(draftId, attached.localId)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return
    const { target, currentTarget } = event
    const chip = target instanceof Element ? target.closest('li') : null
    event.preventDefault()
    if (chip) remove(currentTarget, [...currentTarget.children].indexOf(chip))
  }
  return (
    // The keys are those of the buttons inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul
      aria-label={say('attach.list')}
      className="flex max-h-[30vh] flex-wrap gap-2 overflow-y-auto px-3.25 pt-3.25"
      onKeyDown={onKeyDown}
    >
      {attachments.map((attached, place) => (
        <Chip
          key={attached.localId}
          attached={attached}
          onRemove={(button) => remove(button.closest('ul'), place)}
        />
      ))}
    </ul>
  )
}

/** Asks what they add as they change, and after each pause in what is typed. */
function useAdditionsOf(attachments: readonly Attached[]): void {
  const model = useChosenModel()
  useEffect(() => {
    void askAdditions()
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = useQuotes.subscribe(({ quotes }, before) => {
      if (quotes === before.quotes) return
      clearTimeout(timer)
      timer = setTimeout(() => void askAdditions(), PAUSE_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [attachments, model])
}

function Chip({
  attached: { localId, attachment, image, reading },
  onRemove,
}: {
  attached: Attached
  onRemove: (button: HTMLElement) => void
}): ReactNode {
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
      <span className="max-w-[220px] min-w-0 truncate">{attachment.name}</span>
      {reading && (
        <span className="min-w-0 truncate text-note text-ink-3">{readWords(reading)}</span>
      )}
      <span className="flex-none text-note text-ink-3">
        <Adds localId={localId} />
      </span>
      <IconButton
        name={say('attach.remove', { name: attachment.name })}
        onClick={({ currentTarget }) => onRemove(currentTarget)}
      >
        <X aria-hidden="true" size={14} strokeWidth={1.6} />
      </IconButton>
    </li>
  )
}

function readWords(reading: Reading): string {
  if (reading.kind === 'latin-1') return say('attach.latin-1')
  return say('attach.pages', { count: reading.pageCount, blank: reading.blankCount })
}

/** Nothing is said of a model without a price, or before it is known. */
function Adds({ localId }: { localId: string }): ReactNode {
  const nanoUsd = useAddition(localId)
  if (nanoUsd === null) return null
  if (nanoUsd <= 0) return say('attach.adds-nothing')
  return <Say id="attach.adds" values={{ credits: <Credits nanoUsd={nanoUsd} /> }} />
}
