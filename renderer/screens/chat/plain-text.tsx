import type { ReactNode } from 'react'

/** What a model wrote before the markdown reader is there, or before there is anything to read. */
export function PlainText({ text, isWriting }: { text: string; isWriting: boolean }): ReactNode {
  return (
    <p className="text-talk wrap-anywhere whitespace-pre-wrap">
      {text}
      {isWriting && <Caret />}
    </p>
  )
}

/** Stands still: an endless animation would cost power all through an answer. */
function Caret(): ReactNode {
  return (
    <span
      aria-hidden="true"
      className="ml-0.5 inline-block h-4 w-[7px] rounded-[1px] bg-copper align-[-2px]"
    />
  )
}
