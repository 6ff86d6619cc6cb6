import { BookText } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../parts/button.tsx'
import { readLibrary } from '../../state/library.ts'
import { say } from '../../words/say.tsx'
import { PromptPicker } from './fetched-parts.ts'

/** Opens the texts that a message can begin with. */
export function PromptsButton({
  isOpen,
  onOpen,
}: {
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}): ReactNode {
  return (
    <IconButton
      name={say('prompts.open')}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onPointerEnter={PromptPicker.fetch}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => {
        void readLibrary()
        onOpen(!isOpen)
      }}
    >
      <BookText aria-hidden="true" size={16} strokeWidth={1.6} />
    </IconButton>
  )
}
