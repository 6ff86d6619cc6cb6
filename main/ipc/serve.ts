import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { calls, type Handlers } from '../../shared/ipc/contract.ts'
import { type CallName, callNames } from '../../shared/ipc/names.ts'
import { failed, type Result } from '../../shared/result.ts'
import { failureOfSqlite } from '../storage/failure-of-sqlite.ts'

export type ServeOptions = {
  ipc: Pick<IpcMain, 'handle'>
  handlers: Handlers
  /** Whether a call comes from the main frame of our own window, showing our own page. */
  senderOf: (event: IpcMainInvokeEvent) => 'own-page' | 'foreign-frame' | 'gone'
  report: (error: unknown) => void
}

/** Answers every call of the contract: sender checked, input parsed, handler called, errors named. */
export function serve({ ipc, handlers, senderOf, report }: ServeOptions): void {
  for (const name of callNames) {
    ipc.handle(name, async (event, input: unknown): Promise<Result<unknown>> => {
      const sender = senderOf(event)
      if (sender !== 'own-page') {
        if (sender === 'foreign-frame') report(new Error(`A foreign frame called ${name}`))
        return failed({ kind: 'untrusted-sender', call: name })
      }
      return answer(name, input, handlers, report)
    })
  }
}

/** Parses the input of a call and runs its handler; whatever happens, the answer is a Result. */
async function answer(
  name: CallName,
  input: unknown,
  handlers: Handlers,
  report: (error: unknown) => void,
): Promise<Result<unknown>> {
  const parsed = calls[name].input.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const message = issue ? `${issue.path.join('.')} ${issue.message}`.trim() : 'not understood'
    return failed({ kind: 'bad-request', call: name, message })
  }
  try {
    const handle = handlers[name] as (
      checked: unknown,
    ) => Result<unknown> | Promise<Result<unknown>>
    return await handle(parsed.data)
  } catch (error) {
    return failed(failureOf(error, report))
  }
}

function failureOf(error: unknown, report: (error: unknown) => void) {
  report(error)
  try {
    return failureOfSqlite(error)
  } catch {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'internal' as const, message }
  }
}
