import { create } from 'zustand'
import type { ImportReport, ProfilePlace, RestorePlan } from '../../shared/ipc/shapes.ts'
import type { Failure } from '../../shared/failures.ts'
import type { Input } from '../../shared/ipc/contract.ts'
import type { CallName } from '../../shared/ipc/names.ts'
import { call, listenTo } from '../api.ts'
import { say, sayMegabytes } from '../words/say.tsx'
import { notify } from './notices.ts'
import { tellFailure } from './tell-failure.ts'

/** What is under way with files; one at a time. */
type TransferTask = 'import' | 'back-up' | 'choose-backup' | 'restore'

type TransferState = {
  task: TransferTask | null
  progress: { doneCount: number; totalCount: number | null } | null
  /** What the last task failed with, and which it was. */
  problem: { task: TransferTask; failure: Failure } | null
  /** What came of the last backup. */
  said: string | null
  report: ImportReport | null
  plan: RestorePlan | null
  place: ProfilePlace | null
}

export const useTransfer = create<TransferState>()(() => ({
  task: null,
  progress: null,
  problem: null,
  said: null,
  report: null,
  plan: null,
  place: null,
}))

const { setState, getState } = useTransfer

listenTo('transfer.progress', (progress) => setState({ progress }))

export async function readPlace(): Promise<void> {
  const place = await call('transfer.place', {})
  if (place.ok) setState({ place: place.value })
}

/** Asks for a file, and takes the conversations in it. The report stays until it is closed. */
export async function importConversations(): Promise<void> {
  const report = await run('import', 'transfer.import', {})
  if (report) setState({ report })
  await readPlace()
}

export async function backUp(): Promise<void> {
  const written = await run('back-up', 'transfer.backUp', {})
  if (!written) return
  const { path, sizeBytes } = written
  setState({ said: say('data.backed-up', { path, megabytes: sayMegabytes(sizeBytes) }) })
}

/** Asks for a backup and shows what going on from it would do. */
export async function chooseBackup(): Promise<void> {
  const plan = await run('choose-backup', 'transfer.chooseBackup', {})
  if (plan) setState({ plan })
}

/** Goes on from the backup that was chosen; the window begins anew. */
export async function restorePlanned(): Promise<void> {
  const planId = getState().plan?.planId
  if (planId === undefined) return
  await run('restore', 'transfer.restore', { planId })
  setState({ plan: null })
}

export function closePlan(): void {
  setState({ plan: null })
}

export function closeReport(): void {
  setState({ report: null })
}

export async function openProfileFolder(): Promise<void> {
  const opened = await call('transfer.showFolder', {})
  if (!opened.ok) tellFailure(opened.failure)
}

/** Asks where to, and writes one conversation there. */
export async function exportConversation(
  conversationId: string,
  format: 'markdown' | 'json',
): Promise<void> {
  tellWritten(await call('transfer.export', { conversationId, format, words: exportWords() }))
}

export async function saveReport(text: string): Promise<void> {
  tellWritten(await call('transfer.saveReport', { text }))
}

function tellWritten(written: Awaited<ReturnType<typeof call<'transfer.export'>>>): void {
  if (!written.ok) tellFailure(written.failure)
  else if (written.value) notify(say('export.done', { path: written.value.path }))
}

/**
 * What it came to; null if it failed, which is then said where it was asked for, or was called off.
 */
async function run<N extends CallName>(task: TransferTask, name: N, input: Input<N>) {
  if (getState().task !== null) return null
  setState({ task, progress: null, problem: null, said: null })
  const answered = await call(name, input)
  const problem = answered.ok ? null : { task, failure: answered.failure }
  setState({ task: null, progress: null, problem })
  return answered.ok ? answered.value : null
}

function exportWords(): Input<'transfer.export'>['words'] {
  return {
    you: say('export.you'),
    answer: say('export.answer'),
    untitled: say('export.untitled'),
    started: say('export.started'),
    exported: say('export.exported'),
    models: say('export.models'),
    credits: say('export.credits'),
    notKnown: say('export.not-known'),
    thinking: say('export.thinking'),
    image: say('export.image'),
    file: say('export.file'),
    tool: say('export.tool'),
  }
}
