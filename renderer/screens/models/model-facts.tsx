import type { ReactNode } from 'react'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { Figure } from '../../parts/figure.tsx'
import { useNowMs } from '../../state/clock.ts'
import { Say, say, sayCount } from '../../words/say.tsx'
import { sayRetirement } from '../../words/when.ts'

/** What a model is called, reads and writes, and how long it is there. */
export function ModelFacts({ model }: { model: Model }): ReactNode {
  const nowMs = useNowMs()
  return (
    <dl className="grid h-fit grid-cols-[104px_minmax(0,1fr)] gap-y-1">
      <Fact name={say('details.id')}>
        <span className="font-mono text-note leading-5 wrap-anywhere select-text">
          {model.key.modelId}
        </span>
      </Fact>
      <Fact name={say('details.reads')}>
        <Reads model={model} />
      </Fact>
      <Fact name={say('details.writes')}>
        <Writes model={model} />
      </Fact>
      <Fact name={say('details.thinks')}>
        {say(model.efforts.length > 0 ? 'details.thinks-can' : 'details.thinks-not')}
      </Fact>
      {model.retiresOn !== null && (
        <Fact name={say('details.ends')}>{sayRetirement(model.retiresOn, nowMs)}</Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Reads({ model: { contextTokens, seesImages } }: { model: Model }): ReactNode {
  if (contextTokens === null) {
    return say(seesImages ? 'details.reads-images' : 'models.unknown')
  }
  return (
    <Say
      id={seesImages ? 'details.reads-tokens-images' : 'details.reads-tokens'}
      values={{ tokens: <Figure>{sayCount(contextTokens)}</Figure> }}
    />
  )
}

function Writes({ model: { mostOutputTokens, maxOutputTokens } }: { model: Model }): ReactNode {
  return (
    <>
      <span className="block">
        {mostOutputTokens === null ? (
          say('models.unknown')
        ) : (
          <Say
            id="details.writes-tokens"
            values={{ tokens: <Figure>{sayCount(mostOutputTokens)}</Figure> }}
          />
        )}
      </span>
      {maxOutputTokens !== mostOutputTokens && (
        <span className="block text-note text-ink-3">
          <Say
            id="details.writes-asked"
            values={{ tokens: <Figure>{sayCount(maxOutputTokens)}</Figure> }}
          />
        </span>
      )}
    </>
  )
}
