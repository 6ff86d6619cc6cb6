import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { decodeEntities } from './entities.ts'
import type { FootnoteToken } from './footnote-tokens.ts'
import { Formula } from './formula.tsx'
import { Link } from './link.tsx'
import type { MathToken } from './math-tokens.ts'
import { RemoteImage } from './remote-image.tsx'
import { showingHidden, withoutPiles } from './visible-text.ts'

const DEEPEST = 24

/** The words of a paragraph, with what is set apart in them. */
export function Inline({
  tokens,
  depth = 0,
}: {
  tokens: readonly Token[] | undefined
  depth?: number
}): ReactNode {
  return tokens?.map((token, place) => <Words key={place} token={token} depth={depth} />)
}

function Words({ token, depth }: { token: Token; depth: number }): ReactNode {
  if (depth > DEEPEST) return token.raw
  const inner = (): ReactNode => (
    <Inline tokens={(token as Tokens.Strong).tokens} depth={depth + 1} />
  )
  switch (token.type) {
    case 'text': {
      const { tokens, text } = token as Tokens.Text
      return tokens ? inner() : withoutPiles(decodeEntities(text))
    }
    case 'escape':
      return (token as Tokens.Escape).text
    case 'strong':
      return <strong>{inner()}</strong>
    case 'em':
      return <em>{inner()}</em>
    case 'del':
      return <del>{inner()}</del>
    case 'codespan':
      return <code className="inline-code">{showingHidden((token as Tokens.Codespan).text)}</code>
    case 'br':
      return <br />
    case 'link': {
      const { href, tokens } = token as Tokens.Link
      const address = decodeEntities(href)
      // An image has a button of its own, which cannot stand in a link.
      if (tokens.some(({ type }) => type === 'image')) {
        return (
          <>
            {inner()} <Link href={address} text="" />
          </>
        )
      }
      return (
        <Link href={address} text={textOf(tokens)}>
          {inner()}
        </Link>
      )
    }
    case 'image': {
      const { href, text } = token as Tokens.Image
      return <RemoteImage address={decodeEntities(href)} alt={decodeEntities(text)} />
    }
    case 'math': {
      const { tex, isDisplay } = token as MathToken
      return <Formula tex={tex} isDisplay={isDisplay} />
    }
    case 'footnote-mark':
      return <sup>{(token as FootnoteToken).label}</sup>
    case 'html':
      return /^<br\s*\/?>$/iu.test(token.raw) ? <br /> : token.raw
    default:
      return token.type === 'checkbox' ? null : token.raw
  }
}

/** What a person reads of these words, without what sets parts of them apart. */
export function textOf(tokens: readonly Token[] | undefined): string {
  return (tokens ?? [])
    .map((token) => {
      const { tokens: inner, text } = token as Tokens.Text
      if (inner) return textOf(inner)
      return token.type === 'text' ? decodeEntities(text) : (text ?? token.raw)
    })
    .join('')
}
