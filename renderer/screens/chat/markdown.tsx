import { type ComponentProps, type MouseEvent, memo, type ReactNode } from 'react'
import { type Components, defaultRehypePlugins, Streamdown } from 'streamdown'
import { call } from '../../api.ts'
import { say } from '../../words/say.tsx'
import { CodeBlock } from './code-block.tsx'
import './prose.css'

/** The sanitiser alone: without the plugin for raw HTML, what a model writes as HTML stays text. */
const rehypePlugins = [defaultRehypePlugins.sanitize].filter((plugin) => plugin !== undefined)

/** What a model wrote, as it is written. Loaded after first paint. */
export const Markdown = memo(function Markdown({
  text,
  isWriting,
}: {
  text: string
  isWriting: boolean
}): ReactNode {
  return (
    <div className="prose" data-writing={isWriting || undefined}>
      <Streamdown
        mode={isWriting ? 'streaming' : 'static'}
        rehypePlugins={rehypePlugins}
        components={components}
        controls={false}
        linkSafety={{ enabled: false }}
      >
        {text}
      </Streamdown>
    </div>
  )
})

/**
 * Headings begin below the title of the screen and the name of the answer. The cast: streamdown's
 * index signature is for tags of one's own, of which there are none.
 */
const components = {
  h1: 'h3',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  h5: 'h6',
  h6: 'h6',
  p: 'p',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  blockquote: 'blockquote',
  hr: 'hr',
  strong: 'strong',
  em: 'em',
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  a: Link,
  img: NotLoadedImage,
  table: Table,
  code: CodeBlock,
  inlineCode: InlineCode,
} as Components

/** Goes through the main process, which decides. The tooltip says where it really leads. */
function Link({ href, children }: ComponentProps<'a'>): ReactNode {
  const host = href === undefined ? null : hostOf(href)
  if (href === undefined || host === null) return <span>{children}</span>
  const open = (event: MouseEvent): void => {
    event.preventDefault()
    void call('link.open', { url: href })
  }
  return (
    <a href={href} title={host} onClick={open} onAuxClick={open} draggable={false}>
      {children}
    </a>
  )
}

/** A picture is never fetched: its address alone can carry a conversation away. */
function NotLoadedImage({ src, alt }: ComponentProps<'img'>): ReactNode {
  const host = (typeof src === 'string' ? hostOf(src) : null) ?? '…'
  return (
    <span className="not-loaded">
      {alt ? say('chat.image', { host, alt }) : say('chat.image-plain', { host })}
    </span>
  )
}

function Table({ children }: ComponentProps<'table'>): ReactNode {
  return (
    // A wide table scrolls, so the keyboard must reach it
    <section aria-label={say('chat.table')} tabIndex={0} className="table-scroll">
      <table>{children}</table>
    </section>
  )
}

function InlineCode({ children }: ComponentProps<'code'>): ReactNode {
  return <code className="inline-code">{children}</code>
}

function hostOf(address: string): string | null {
  const url = URL.parse(address)
  if (!url) return null
  return url.protocol === 'mailto:' ? url.pathname : url.host || null
}
