import type { Bridge, Events, Input, Output } from '../shared/ipc/contract.ts'
import type { CallName, EventName } from '../shared/ipc/names.ts'
import { failed, type Result } from '../shared/result.ts'

/** The one place that touches the bridge which the preload puts into the window. */
const { farthing } = globalThis as { farthing?: Bridge }

/** Asks the main process. A call that breaks on the way is a failure too, so screens meet one kind. */
export async function call<N extends CallName>(
  name: N,
  input: Input<N>,
): Promise<Result<Output<N>>> {
  try {
    return await bridge().call(name, input)
  } catch (error) {
    return failed({ kind: 'internal', message: error instanceof Error ? error.message : `${name}` })
  }
}

/** Returns the function that stops listening. */
export function listenTo<N extends EventName>(
  name: N,
  listener: (payload: Events[N]) => void,
): () => void {
  return bridge().on(name, listener)
}

function bridge(): Bridge {
  if (!farthing) {
    throw new Error('window.farthing is absent: this build has no working preload script')
  }
  return farthing
}
