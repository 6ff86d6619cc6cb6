import type { FakeProvider } from '../helpers/fake-provider/fake-provider.ts'
import { chooseModel } from './at-the-window.ts'
import type { FarthingWindow } from './farthing-window.ts'
import { ownModel } from './one-server.ts'

/**
 * Adds a provider at a real address, which is known by its host, with a key and a budget. What is
 * sent there arrives at a server on this computer: the program's own `fetch` is led there.
 */
export async function setUpElsewhere(
  window: FarthingWindow,
  server: FakeProvider,
  { name, address }: { name: string; address: string },
): Promise<void> {
  const { call, page } = window
  await leadTo(window, address, server.address)
  const { providerId } = await call('providers.addCustom', {
    name,
    address,
    models: [
      {
        modelId: ownModel.id,
        typedInputUsd: ownModel.inputUsd,
        typedOutputUsd: ownModel.outputUsd,
      },
    ],
  })
  await call('providers.saveKey', { providerId, key: 'sk-e2e-elsewhere-eeeeeeeeeeee5555' })
  await call('budget.set', { typedUsd: '20' })
  await chooseModel(page, ownModel.name)
}

type Dispatch = (options: { origin: string; path: string }, handler: unknown) => boolean

/** Leads what the program sends to one address to another from now on. */
export async function leadTo(
  { app }: Pick<FarthingWindow, 'app'>,
  from: string,
  to: string,
): Promise<void> {
  await app.evaluate(
    async (_electron, [asked, meant]) => {
      // Node makes its dispatcher on first use.
      await fetch('data:,')
      const key = Object.getOwnPropertySymbols(globalThis).find((symbol) =>
        symbol.description?.startsWith('undici.globalDispatcher'),
      )
      if (!key) throw new Error('This Node keeps its dispatcher elsewhere')
      const real = Reflect.get(globalThis, key) as { dispatch: Dispatch }
      const dispatch: Dispatch = (options, handler) => {
        const url = `${options.origin}${options.path}`
        if (!url.startsWith(asked)) return real.dispatch(options, handler)
        const { origin, pathname, search } = new URL(`${meant}${url.slice(asked.length)}`)
        return real.dispatch({ ...options, origin, path: `${pathname}${search}` }, handler)
      }
      Reflect.set(globalThis, key, { dispatch })
    },
    [from, to] as const,
  )
}
