import { memo, type ReactNode } from 'react'
import { fetched } from '../../../parts/fetched.tsx'
import { showingHidden } from './visible-text.ts'

type Props = { tex: string; isDisplay: boolean }

const Typeset = fetched(async () => (await import('./typeset.tsx')).Typeset, Source)

/** A formula. What sets it is fetched when the first one is met. */
export const Formula = memo(function Formula({ tex, isDisplay }: Props): ReactNode {
  return <Typeset tex={tex} isDisplay={isDisplay} />
})

function Source({ tex }: Props): ReactNode {
  return <span className="formula-source">{showingHidden(tex)}</span>
}
