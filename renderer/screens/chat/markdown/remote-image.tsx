import { Image as ImageIcon } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { imageTypes } from '../../../../shared/chat/part.ts'
import type { Failure } from '../../../../shared/failures.ts'
import { call } from '../../../api.ts'
import { useCreditsText } from '../../../state/profile.ts'
import { failureWords } from '../../../words/failure-words.ts'
import { say } from '../../../words/say.tsx'
import { withoutHidden } from './visible-text.ts'

/** Larger ones are not drawn: they cross no network, but the window has to unfold them. */
const MOST_CHARACTERS_OF_DATA = 4_000_000
const dataRule = new RegExp(`^data:(?:${imageTypes.join('|')});base64,[A-Za-z0-9+/=\\s]+$`, 'u')

/**
 * An image of an answer. Its address alone can carry a conversation away, so it is fetched only when a
 * person asks for it; one whose bytes stand in the answer itself is shown at once.
 */
export function RemoteImage({ address, alt }: { address: string; alt: string }): ReactNode {
  const words = withoutHidden(alt).trim()
  if (address.startsWith('data:')) {
    if (address.length <= MOST_CHARACTERS_OF_DATA && dataRule.test(address)) {
      return <Shown address={address} alt={words} />
    }
    return <NotShown alt={words} />
  }
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    return <NotShown alt={words} />
  }
  return <OnDemand key={url.href} url={url.href} host={url.host} alt={words} />
}

function OnDemand({ url, host, alt }: { url: string; host: string; alt: string }): ReactNode {
  const [isAsked, setIsAsked] = useState(false)
  const [address, setAddress] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    if (address === null) return
    return () => URL.revokeObjectURL(address)
  }, [address])
  if (address !== null) return <Shown address={address} alt={alt} />
  const fetchIt = async (): Promise<void> => {
    setIsAsked(true)
    setFailure(null)
    const fetched = await call('image.fetch', { url })
    setIsAsked(false)
    if (!fetched.ok) {
      setFailure(fetched.failure)
      return
    }
    const { bytes, mediaType } = fetched.value
    setAddress(URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType })))
  }
  const name =
    alt === '' ? say('read.show-image', { host }) : say('read.show-image-of', { host, alt })
  return (
    <>
      <button
        type="button"
        className="ask-image"
        title={host}
        disabled={isAsked}
        onClick={() => void fetchIt()}
      >
        <ImageIcon aria-hidden="true" size={16} strokeWidth={1.6} />
        <span>{isAsked ? say('read.fetching-image', { host }) : name}</span>
      </button>
      {failure && <WhyNot failure={failure} />}
    </>
  )
}

function WhyNot({ failure }: { failure: Failure }): ReactNode {
  const { text } = failureWords(failure, useCreditsText())
  return (
    <span role="status" className="not-loaded">
      {` ${text}`}
    </span>
  )
}

function Shown({ address, alt }: { address: string; alt: string }): ReactNode {
  return <img src={address} alt={alt} draggable={false} />
}

function NotShown({ alt }: { alt: string }): ReactNode {
  return (
    <span className="not-loaded">
      {alt === '' ? say('read.no-image') : say('read.no-image-of', { alt })}
    </span>
  )
}
