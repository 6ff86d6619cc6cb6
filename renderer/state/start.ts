import { call, listenTo } from '../api.ts'
import { say, speak } from '../words/say.tsx'
import { receiptLineText } from '../words/receipt-words.ts'
import { followActivity } from './activity.ts'
import { announce } from './announcements.ts'
import { followBudgetNotices } from './budget-reached.ts'
import { setBudget } from './budget.ts'
import { lookAtClock } from './clock.ts'
import { setCatalog, setProviders } from './catalog.ts'
import { putSummary, setSummaries, shownTurn, useConversations } from './conversations.ts'
import { setDiskFailure } from './disk.ts'
import { setFolders } from './folders.ts'
import { resumeDrafts } from './kept-drafts.ts'
import { notify } from './notices.ts'
import { creditsText, putSettings, setProfile } from './profile.ts'
import { quoteDraft } from './quotes.ts'
import { dropSummary, readSummaries } from './summaries.ts'
import { changeTurn, endTurn, takePiece } from './turn-news.ts'
import { type AnswerMessage, isPaid } from '../../shared/chat/message.ts'
import type { Recovered } from '../../shared/ipc/shapes.ts'

/** Reads what the first screen needs, all at once. Events are heard from before the first answer. */
export async function start({ keepsDrafts }: { keepsDrafts: boolean }): Promise<void> {
  listen()
  followActivity()
  const [profile, budget, catalog, providers, summaries, drafts, folders] = await Promise.all([
    call('profile.read', {}),
    call('budget.read', {}),
    call('catalog.read', {}),
    call('providers.read', {}),
    call('conversation.list', {}),
    call('drafts.read', {}),
    call('folder.list', {}),
  ])
  if (!profile.ok) throw new Error(`The profile cannot be read: ${JSON.stringify(profile.failure)}`)
  setProfile(profile.value)
  await speak(profile.value.settings.language)
  if (budget.ok) setBudget(budget.value)
  if (catalog.ok) setCatalog(catalog.value)
  if (providers.ok) setProviders(providers.value)
  if (summaries.ok) setSummaries(summaries.value)
  if (folders.ok) setFolders(folders.value)
  if (keepsDrafts && summaries.ok && drafts.ok) resumeDrafts(drafts.value, summaries.value)
  tellRecovered(profile.value.recovered)
  if (keepsDrafts) followBudgetNotices()
}

function listen(): void {
  addEventListener('focus', lookAtClock)
  listenTo('turn.piece', takePiece)
  listenTo('turn.changed', ({ conversationId, turn }) => changeTurn(conversationId, turn))
  listenTo('turn.ended', ({ conversationId, turn }) => {
    const isNews = isBeingWritten(turn.turnId)
    endTurn(conversationId, turn)
    if (useConversations.getState().currentId !== conversationId) return
    const { answer } = turn
    if (!isPaid(answer)) return
    const line = receiptLineText(answer, creditsText)
    const hasAnswered = isNews && !hasFailed(answer)
    announce(hasAnswered ? say('chat.answered', { model: answer.modelName, line }) : line)
    quoteDraft()
  })
  listenTo('disk.changed', ({ failure }) => setDiskFailure(failure))
  listenTo('settings.changed', putSettings)
  listenTo('budget.changed', (budget) => {
    lookAtClock()
    setBudget(budget)
  })
  listenTo('conversation.changed', putSummary)
  listenTo('conversation.removed', ({ conversationId }) => dropSummary(conversationId))
  listenTo('conversation.listChanged', () => void readSummaries())
  listenTo('estimate.counted', () => quoteDraft())
  listenTo('providers.changed', ({ providers, catalog }) => {
    lookAtClock()
    setProviders(providers)
    setCatalog(catalog)
    quoteDraft()
  })
  listenTo('estimate.counted', ({ conversationId }) => {
    const { currentId, isStored } = useConversations.getState()
    if (conversationId === (isStored ? currentId : null)) quoteDraft()
  })
}

/** Else only its cost became known, or was set right. */
function isBeingWritten(turnId: string): boolean {
  const known = shownTurn(useConversations.getState(), turnId)
  return !known || known.answer.state === 'writing'
}

/** Then the line says what happened; that the model has answered would be wrong. */
function hasFailed({ state }: AnswerMessage): boolean {
  return state === 'failed' || state === 'truncated' || state === 'interrupted'
}

function tellRecovered(recovered: Recovered): void {
  const { releasedCount, uncertainCount, interruptedCount, lostEntryCount, rebuiltCount } =
    recovered
  const count = Math.max(releasedCount + uncertainCount, interruptedCount)
  if (count > 0) notify(say('app.recovered', { count, uncertain: uncertainCount }))
  if (rebuiltCount > 0) notify(say('app.rebuilt', { count: rebuiltCount }), { isLasting: true })
  if (lostEntryCount > 0) notify(say('app.lost', { count: lostEntryCount }), { isLasting: true })
}
