import { Paperclip } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { IconButton } from '../../parts/button.tsx'
import { say } from '../../words/say.tsx'

/** Chooses files from this computer. */
export function AttachButton({
  onFiles,
}: {
  onFiles: (files: readonly File[]) => void
}): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton name={say('attach.add')} onClick={() => input.current?.click()}>
        <Paperclip aria-hidden="true" size={16} strokeWidth={1.6} />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          // Else choosing the same file again would say nothing.
          currentTarget.value = ''
          onFiles(files)
        }}
      />
    </>
  )
}
