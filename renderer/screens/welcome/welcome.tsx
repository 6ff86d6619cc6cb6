import { type ReactNode, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { useMonthAmount } from '../../parts/month-amount.tsx'
import { useProviders } from '../../state/catalog.ts'
import { say } from '../../words/say.tsx'
import { begin } from './begin.ts'
import { Month } from './month.tsx'
import { Paths, type PathName } from './paths.tsx'
import { useKeyPath } from './use-key-path.ts'
import { useLocalServers } from './use-local-servers.ts'

const USUAL_MONTH_NANO_USD = 20_000_000_000

/** The first screen: how models are reached, and how much for a month. */
export function Welcome(): ReactNode {
  const [{ path, isByPointer }, setPath] = useState({
    path: 'practise' as PathName,
    isByPointer: false,
  })
  const [problem, setProblem] = useState<string | null>(null)
  const [isStarting, setIsStarting] = useState(false)
  const month = useMonthAmount(USUAL_MONTH_NANO_USD)
  const key = useKeyPath()
  const hasServer = useProviders().some(({ custom }) => custom)
  const locals = useLocalServers()
  /** Null: without a limit. */
  const start = async (typedUsd: string | null): Promise<void> => {
    setProblem(null)
    setIsStarting(true)
    setProblem(await begin({ path, typedUsd, key, hasServer, locals }))
    setIsStarting(false)
  }
  return (
    <main className="grid min-h-0 flex-1 grid-cols-[minmax(0,9fr)_minmax(0,7fr)] overflow-y-auto max-[960px]:grid-cols-1">
      <div className="pt-[116px] pr-[min(72px,5.6vw)] pb-12 pl-[min(96px,7.5vw)] max-[960px]:px-12 max-[960px]:pt-10 max-[960px]:pb-8">
        <h1 className="text-page">{say('app.name')}</h1>
        <p className="text-talk text-ink-2">{say('app.claim')}</p>
        <Paths
          path={path}
          isByPointer={isByPointer}
          onPath={(next, isNextByPointer) => setPath({ path: next, isByPointer: isNextByPointer })}
          keyPath={key}
          locals={locals}
        />
      </div>
      <div className="flex flex-col border-line bg-shelf max-[960px]:border-t min-[960px]:border-l pt-[222px] pr-[min(72px,5.6vw)] pb-12 pl-[min(64px,5vw)] max-[960px]:px-12 max-[960px]:pt-8 max-[960px]:pb-8">
        <Month month={month} providerId={path === 'key' ? key.providerId : null} />
        <div className="mt-7 flex items-center justify-end gap-4">
          {problem && (
            <p role="alert" className="text-note text-ink-2">
              {problem}
            </p>
          )}
          <Button look="quiet" disabled={isStarting} onClick={() => start(null)}>
            {say('amount.none')}
          </Button>
          <Button
            look="main"
            disabled={isStarting}
            onClick={() => month.check() && start(month.amount.typedUsd)}
          >
            {say('welcome.start')}
          </Button>
        </div>
      </div>
    </main>
  )
}
