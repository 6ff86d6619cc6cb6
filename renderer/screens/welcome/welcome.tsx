import { type ReactNode, useState } from 'react'
import type { Provider } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { useMonthAmount } from '../../parts/month-amount.tsx'
import { setBudget } from '../../state/budget.ts'
import { allModels, useModels, useProviders } from '../../state/catalog.ts'
import { changeSettings, creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'
import { useKeyPath } from './key-path.tsx'
import { Month } from './month.tsx'
import { Paths, type PathName } from './paths.tsx'

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
  const local = useLocalServer()
  const start = async (): Promise<void> => {
    if (!month.check()) return
    setProblem(null)
    setIsStarting(true)
    setProblem(await begin({ path, typedUsd: month.amount.typedUsd, key, hasServer, local }))
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
          local={local}
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
          <Button look="main" disabled={isStarting} onClick={start}>
            {say('welcome.start')}
          </Button>
        </div>
      </div>
    </main>
  )
}

/** A server that runs on this computer and has a model. It is looked for at every start. */
function useLocalServer(): Provider | null {
  const providers = useProviders()
  const models = useModels()
  const hasModel = ({ providerId }: Provider): boolean =>
    models.some(({ key, ready }) => ready && key.providerId === providerId)
  return (
    providers.find(
      (provider) =>
        provider.onThisComputer &&
        !provider.custom &&
        provider.status?.failure === null &&
        hasModel(provider),
    ) ?? null
  )
}

/** Goes on with what was chosen; returns what is missing, in words. */
async function begin({
  path,
  typedUsd,
  key,
  hasServer,
  local,
}: {
  path: PathName
  typedUsd: string
  key: ReturnType<typeof useKeyPath>
  hasServer: boolean
  local: Provider | null
}): Promise<string | null> {
  if (path === 'practise') {
    const opened = await call('profile.open', { name: 'practice' })
    return opened.ok ? null : failureWords(opened.failure, creditsText).text
  }
  if (path === 'key' && !(await key.isReady())) return say('welcome.no-key')
  if (path === 'server' && !hasServer) return say('welcome.no-server')
  if (path === 'local' && local) {
    const model = allModels().find(({ key: { providerId } }) => providerId === local.providerId)
    if (model) await changeSettings({ model: model.key })
  }
  const budget = await call('budget.set', { typedUsd })
  if (!budget.ok) return failureWords(budget.failure, creditsText).text
  setBudget(budget.value)
  return null
}
