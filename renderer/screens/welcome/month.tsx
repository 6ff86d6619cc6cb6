import { type ReactNode, useState } from 'react'
import { modelKeyText } from '../../../shared/chat/message.ts'
import { AlsoIn } from '../../parts/also-in.tsx'
import { CreditSizeField } from '../../parts/credit-size-field.tsx'
import { Credits, Figure } from '../../parts/figure.tsx'
import { MonthAmountField, type useMonthAmount } from '../../parts/month-amount.tsx'
import { Ring } from '../../parts/ring.tsx'
import { spread, typicalTurns } from '../../parts/typical-turn.ts'
import { useModels } from '../../state/catalog.ts'
import { useProfile } from '../../state/profile.ts'
import { creditSizeWords } from '../../words/credit-size.ts'
import { Say, say, sayCount } from '../../words/say.tsx'

/** Whose models stand for all until a provider is chosen: those most people have heard of. */
const wellKnownProviders: readonly string[] = ['anthropic', 'openai', 'gemini']

const nothingSpent = {
  spentShare: 0,
  reservedShare: 0,
  isAnythingAvailable: true,
  isOver: false,
  todayShare: null,
}

/** How much for a month, as credits, and what that would buy. */
export function Month({
  month,
  providerId,
}: {
  month: ReturnType<typeof useMonthAmount>
  providerId: string | null
}): ReactNode {
  const { amount, choose, type, check } = month
  return (
    <section aria-labelledby="month">
      <h2 id="month" className="text-section">
        {say('welcome.much')}
      </h2>
      <p className="text-ink-3">{say('welcome.much-note')}</p>
      <div className="mt-4 flex items-start gap-5">
        <div className="-ml-2">
          <Ring size={132} shares={nothingSpent} ground="var(--shelf)" />
        </div>
        <div className="min-w-0 pt-3.5">
          <p className="text-big">
            {amount.amountNanoUsd === null ? '–' : <Credits nanoUsd={amount.amountNanoUsd} />}
          </p>
          <p className="mb-3 text-ink-2">
            {amount.amountNanoUsd === null ? (
              say('welcome.a-month-unknown')
            ) : (
              <>
                {say('welcome.a-month', { usd: amount.typedUsd.trim() })}
                <AlsoIn nanoUsd={amount.amountNanoUsd} />
              </>
            )}
          </p>
          <MonthAmountField amount={amount} choose={choose} type={type} onLeave={check} />
        </div>
      </div>
      <WouldBuy amountNanoUsd={amount.amountNanoUsd} providerId={providerId} />
      <CreditSize />
    </section>
  )
}

function WouldBuy({
  amountNanoUsd,
  providerId,
}: {
  amountNanoUsd: number | null
  providerId: string | null
}): ReactNode {
  const models = useModels()
  const ofProvider = models.filter(({ key }) => key.providerId === providerId)
  const wellKnown = models.filter(({ key }) => wellKnownProviders.includes(key.providerId))
  const priced = typicalTurns(ofProvider.length > 0 ? ofProvider : wellKnown)
  const rows = spread(
    priced.filter(({ costNanoUsd }) => costNanoUsd > 0),
    3,
  )
  if (rows.length === 0) return null
  return (
    <table className="mt-3 w-full">
      <thead>
        <tr className="h-8 border-b border-line text-note text-ink-2">
          <th scope="col" className="text-left font-medium">
            {say('welcome.would-buy')}
          </th>
          <th scope="col" className="text-right font-medium">
            {say('welcome.a-turn')}
          </th>
          <th scope="col" className="w-17 text-right font-medium">
            {say('welcome.turns')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ model, costNanoUsd }) => (
          <tr key={modelKeyText(model.key)} className="h-[31px] border-b border-line last:border-0">
            <th scope="row" className="text-left font-normal">
              {model.name}
            </th>
            <td className="text-right text-ink-2">
              <Say id="welcome.about" values={{ credits: <Credits nanoUsd={costNanoUsd} /> }} />
            </td>
            <td className="text-right">
              <Figure>
                {amountNanoUsd === null ? '–' : sayCount(roundedTurns(amountNanoUsd / costNanoUsd))}
              </Figure>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a credit is, once, and the other sizes it may have. */
function CreditSize(): ReactNode {
  const { creditsPerUsd } = useProfile().settings
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <p className="mt-3 text-note leading-[18px] text-ink-3">
        {say('welcome.size', {
          perUsd: sayCount(creditsPerUsd),
          size: creditSizeWords(creditsPerUsd),
        })}{' '}
        <button
          type="button"
          aria-expanded={isOpen}
          className="rounded-code text-copper underline-offset-3 hover:underline"
          onClick={() => setIsOpen(!isOpen)}
        >
          {say('credit-size.change')}
        </button>
      </p>
      {isOpen && (
        <div className="mt-2">
          <CreditSizeField />
        </div>
      )}
    </>
  )
}

/** "3,300" and not 3,333: a typical turn is not known that well. */
function roundedTurns(turns: number): number {
  return turns >= 1_000 ? Math.floor(turns / 100) * 100 : Math.floor(turns)
}
