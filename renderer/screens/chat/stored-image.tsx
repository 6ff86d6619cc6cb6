import { type ReactNode, useEffect, useState } from 'react'
import type { ImageAttachment } from '../../../shared/chat/part.ts'
import { call } from '../../api.ts'
import { say } from '../../words/say.tsx'

/** An image as it is kept. Its place has its proportions before it is there. */
export function StoredImage({
  image,
  alt,
  className,
}: {
  image: ImageAttachment
  /** Empty where its name stands beside it. */
  alt: string
  className: string
}): ReactNode {
  const shown = useStoredImage(image.attachmentId)
  if (shown.isGone) {
    return (
      <span className="rounded-code border border-line px-2 py-1 text-note text-ink-3">
        {say('attach.gone', { name: image.name })}
      </span>
    )
  }
  return (
    <img
      src={shown.address ?? nothing}
      alt={alt}
      width={image.widthPx}
      height={image.heightPx}
      draggable={false}
      className={className}
    />
  )
}

/** A transparent point, so that the place is there and nothing is said to be broken. */
const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

/** Its address for as long as it is shown; null while it is read. */
function useStoredImage(attachmentId: string): { address: string | null; isGone: boolean } {
  const [shown, setShown] = useState<{ address: string | null; isGone: boolean }>({
    address: null,
    isGone: false,
  })
  useEffect(() => {
    let address: string | null = null
    let isOver = false
    void call('attachments.read', { attachmentId }).then((result) => {
      if (isOver) return
      if (result.ok) {
        const { bytes, mediaType } = result.value
        address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }))
      }
      setShown({ address, isGone: address === null })
    })
    return () => {
      isOver = true
      if (address) URL.revokeObjectURL(address)
    }
  }, [attachmentId])
  return shown
}
