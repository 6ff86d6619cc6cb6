import type { Provider } from '../../../shared/ipc/shapes.ts'
import { call } from '../../api.ts'
import { setBudget } from '../../state/budget.ts'
import { allModels } from '../../state/catalog.ts'
import { changeSettings, creditsText } from '../../state/profile.ts'
import { failureWords } from '../../words/failure-words.ts'
import { say } from '../../words/say.tsx'
import type { PathName } from './paths.tsx'
import type { KeyPathState } from './use-key-path.ts'

/** Goes on with what was chosen; returns what is missing, in words. */
export async function begin({
  path,
  typedUsd,
  key,
  hasServer,
  locals,
}: {
  path: PathName
  /** Null: without a limit. */
  typedUsd: string | null
  key: Pick<KeyPathState, 'ready'>
  hasServer: boolean
  locals: readonly Provider[]
}): Promise<string | null> {
  if (path === 'practise') {
    const opened = await call('profile.open', { name: 'practice' })
    return opened.ok ? null : failureWords(opened.failure, creditsText).text
  }
  const missing = path === 'key' ? await missingKey(key) : null
  if (missing !== null) return missing
  if (path === 'server' && !hasServer) return say('welcome.no-server')
  const local = locals.find(({ providerId }) => path === `local ${providerId}`)
  if (path.startsWith('local ') && !local) return say('welcome.local-gone')
  if (local) {
    const model = allModels().find(({ key: { providerId } }) => providerId === local.providerId)
    if (model) await changeSettings({ model: model.key })
  }
  const budget =
    typedUsd === null ? await call('budget.setNoLimit', {}) : await call('budget.set', { typedUsd })
  if (!budget.ok) return failureWords(budget.failure, creditsText).text
  setBudget(budget.value)
  return null
}

async function missingKey(key: Pick<KeyPathState, 'ready'>): Promise<string | null> {
  const ready = await key.ready()
  if (ready === 'ready') return null
  if (ready === 'no-key') return say('welcome.no-key')
  if (ready === 'no-provider') return say('welcome.no-provider')
  return say('welcome.wrong-key', { provider: ready.refusedBy })
}
