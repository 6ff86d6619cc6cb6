import { createElement, Fragment } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { BlockView } from '../../renderer/screens/chat/markdown/block-view.tsx'
import { type BlockGroup, createReader } from '../../renderer/screens/chat/markdown/reader.ts'

/** Blocks as the elements that a person is shown. */
export function htmlOf(groups: readonly BlockGroup[]): string {
  const blocks = groups.flat().map((block, key) => createElement(BlockView, { block, key }))
  return renderToStaticMarkup(createElement(Fragment, null, ...blocks))
}

/** A text that is all there, read at once. */
export function readAtOnce(text: string): string {
  return htmlOf(createReader(() => 0).read(text, false))
}

/** The same by pieces, as they would arrive; the reader stays for what is asked of it next. */
export function readByPieces(pieces: readonly string[]) {
  const reader = createReader(() => 0)
  let text = ''
  let groups: readonly BlockGroup[] = []
  for (const piece of pieces) {
    text += piece
    groups = reader.read(text, true)
  }
  groups = reader.read(text, false)
  return { reader, html: htmlOf(groups), text }
}
