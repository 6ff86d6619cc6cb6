import type { MouseEvent, ReactNode } from 'react'
import { call } from '../../../api.ts'
import { isMisleading, leadsTo } from './link-host.ts'
import { withoutHidden } from './visible-text.ts'

/**
 * A link of an answer. The main process decides whether it is opened. Its host is its tooltip, and
 * stands beside the words where they name another.
 */
export function Link({
  href,
  text,
  children,
}: {
  href: string
  text: string
  children?: ReactNode
}): ReactNode {
  const target = leadsTo(href)
  if (!target) return <span>{children}</span>
  const { url, host, isMail } = target
  const open = (event: MouseEvent): void => {
    event.preventDefault()
    // The right button asks for the menu over it.
    if (event.button !== 2) void call('link.open', { url })
  }
  const isHidden = withoutHidden(text) !== text
  return (
    <>
      <a href={url} title={host} onClick={open} onAuxClick={open} draggable={false}>
        {isHidden || text.trim() === '' ? withoutHidden(text).trim() || host : children}
      </a>
      {!isMail && isMisleading(text, host) && <span className="real-host"> ({host})</span>}
    </>
  )
}
