import { Fragment, type ReactNode } from 'react'
import type { Envelope } from '../../../shared/ipc/shapes.ts'
import { Button } from '../../parts/button.tsx'
import { Credits } from '../../parts/figure.tsx'
import { leftInNanoUsd } from '../../state/bounds.ts'
import { envelopeName } from '../../state/envelope-name.ts'
import { Say, say } from '../../words/say.tsx'

const columns = ['month', 'spent', 'available'] as const

/** The envelopes of this month, each with what is spent and reserved in it and what is available. */
export function EnvelopeList({
  envelopes,
  changingId,
  change,
  remove,
  form,
}: {
  envelopes: readonly Envelope[]
  changingId: string | null
  change: (envelopeId: string) => void
  remove: (envelope: Envelope) => void
  /** Stands under the one that is being changed. */
  form: (envelope: Envelope) => ReactNode
}): ReactNode {
  return (
    <table className="mt-2.5 w-full" aria-label={say('settings.envelopes')}>
      <thead>
        <tr className="h-7 border-b border-line text-note text-ink-2">
          <th scope="col" className="text-left font-normal">
            {say('envelopes.column.for')}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className="w-24 pl-4 text-right font-normal">
              {say(`envelopes.column.${column}`)}
            </th>
          ))}
          <th scope="col" className="w-40">
            <span className="sr-only">{say('envelopes.column.what')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {envelopes.map((envelope) => (
          <Fragment key={envelope.envelopeId}>
            <Row
              envelope={envelope}
              isChanging={envelope.envelopeId === changingId}
              change={change}
              remove={remove}
            />
            {envelope.envelopeId === changingId && (
              <tr className="border-b border-line">
                <td colSpan={columns.length + 2} className="pt-1 pb-3">
                  {form(envelope)}
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function Row({
  envelope,
  isChanging,
  change,
  remove,
}: {
  envelope: Envelope
  isChanging: boolean
  change: (envelopeId: string) => void
  remove: (envelope: Envelope) => void
}): ReactNode {
  const { envelopeId, of, monthlyNanoUsd, reservedNanoUsd, spentNanoUsd } = envelope
  const name = envelopeName(of)
  const amounts = [monthlyNanoUsd, spentNanoUsd, leftInNanoUsd(envelope)]
  return (
    <tr className={isChanging ? 'h-9' : 'h-9 border-b border-line'}>
      <th scope="row" className="py-1 text-left font-normal wrap-anywhere">
        {name}{' '}
        <span className="text-note text-ink-3">
          {say(`envelopes.kind.${of.kind}`)}
          {reservedNanoUsd > 0 && (
            <>
              {' · '}
              <Say
                id="receipt.reserved"
                values={{ credits: <Credits nanoUsd={reservedNanoUsd} /> }}
              />
            </>
          )}
        </span>
      </th>
      {amounts.map((nanoUsd, place) => (
        <td key={columns[place]} className="pl-4 text-right">
          <Credits nanoUsd={nanoUsd} aligned />
        </td>
      ))}
      <td className="text-right">
        <span className="inline-flex gap-1">
          <Button
            look="quiet"
            small
            data-change={envelopeId}
            aria-label={say('envelopes.change-one', { name })}
            aria-expanded={isChanging}
            onClick={() => change(envelopeId)}
          >
            {say('envelopes.change')}
          </Button>
          <Button
            look="quiet"
            small
            aria-label={say('envelopes.remove-one', { name })}
            onClick={() => remove(envelope)}
          >
            {say('envelopes.remove')}
          </Button>
        </span>
      </td>
    </tr>
  )
}
