import type { Token, Tokens } from 'marked'
import { Check } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { say } from '../../../words/say.tsx'
import type { Block } from './blocks.ts'
import { CodeBlock } from './code-block.tsx'
import { Inline } from './inline-view.tsx'
import { Formula } from './formula.tsx'
import type { FootnoteToken } from './footnote-tokens.ts'
import type { MathToken } from './math-tokens.ts'
import { groupLines } from './open-fence.ts'
import { Plain } from './plain.tsx'
import { Table } from './table.tsx'

/** Deeper than this, what a model wrote is shown as it wrote it. */
const DEEPEST = 24

/** One block of an answer; the same block is not drawn again. */
export const BlockView = memo(function BlockView({ block }: { block: Block }): ReactNode {
  if (block.kind === 'code') return <CodeBlock info={block.info} text={block.text} />
  return <TokenView token={block.token} depth={0} />
})

/** A list that grows is read anew; its items that did not change are not drawn anew. */
const TokenView = memo(
  function TokenView({ token, depth }: { token: Token; depth: number }): ReactNode {
    if (depth > DEEPEST) return <p>{token.raw}</p>
    switch (token.type) {
      case 'paragraph':
        return (
          <p>
            <Inline tokens={token.tokens} />
          </p>
        )
      case 'heading':
        return <Heading token={token as Tokens.Heading} />
      case 'list':
        return <List token={token as Tokens.List} depth={depth} />
      case 'blockquote':
        return <blockquote>{blocks(token.tokens, depth)}</blockquote>
      case 'code': {
        const { lang, text } = token as Tokens.Code
        return <CodeBlock info={lang ?? ''} text={groupLines(text.replace(/\n$/u, ''))} />
      }
      case 'table':
        return <Table table={token as Tokens.Table} />
      case 'hr':
        return <hr />
      case 'math':
        return <Formula tex={(token as MathToken).tex} isDisplay />
      case 'formula-being-written':
        return <p className="formula-source">{token.raw}</p>
      case 'footnote-text':
        return (
          <p className="footnote">
            <sup>{(token as FootnoteToken).label}</sup> <Inline tokens={token.tokens} />
          </p>
        )
      case 'html':
      case 'plain':
        return <Plain text={token.raw.trimEnd()} />
      // Of a list without blank lines: its words stand in it without a paragraph.
      case 'text':
        return <Inline tokens={(token as Tokens.Text).tokens ?? [token]} />
      default:
        return null
    }
  },
  (before, after) => before.token.raw === after.token.raw && before.token.type === after.token.type,
)

function blocks(tokens: readonly Token[] | undefined, depth: number): ReactNode {
  return tokens?.map((token, place) => <TokenView key={place} token={token} depth={depth + 1} />)
}

/** Headings begin below the title of the screen and the name of the answer. */
function Heading({ token: { depth, tokens } }: { token: Tokens.Heading }): ReactNode {
  const Level = (['h3', 'h3', 'h4', 'h5', 'h6', 'h6'] as const)[depth - 1] ?? 'h6'
  return (
    <Level>
      <Inline tokens={tokens} />
    </Level>
  )
}

function List({ token, depth }: { token: Tokens.List; depth: number }): ReactNode {
  const items = token.items.map((item, place) => (
    <Item key={place} item={item} isLoose={token.loose} depth={depth} />
  ))
  if (!token.ordered) return <ul>{items}</ul>
  return <ol start={Number(token.start) === 1 ? undefined : Number(token.start)}>{items}</ol>
}

const Item = memo(
  function Item({
    item,
    depth,
  }: {
    item: Tokens.ListItem
    isLoose: boolean
    depth: number
  }): ReactNode {
    const { tokens } = item
    return (
      <li className={item.task ? 'task' : undefined}>
        {item.task && <Tick isDone={item.checked ?? false} />}
        {blocks(tokens, depth)}
      </li>
    )
  },
  (before, after) => before.isLoose === after.isLoose && before.item.raw === after.item.raw,
)

/** A box that is ticked or not; it is part of the text and cannot be changed. */
function Tick({ isDone }: { isDone: boolean }): ReactNode {
  return (
    <span
      role="img"
      aria-label={say(isDone ? 'read.done' : 'read.not-done')}
      className={isDone ? 'tick done' : 'tick'}
    >
      {isDone && <Check aria-hidden="true" size={12} strokeWidth={2} />}
    </span>
  )
}
