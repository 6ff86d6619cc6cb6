import { isPaid, type Turn } from '../../shared/chat/message.ts'
import { type DesktopMenu, desktopMenus, type DesktopWords } from '../../shared/ipc/shapes.ts'
import { call, listenTo } from '../api.ts'
import { receiptLine } from '../words/receipt-words.ts'
import { desktopWords } from '../words/desktop-words.ts'
import { say } from '../words/say.tsx'
import { currentBudget, headlineOf, onBudget } from './budget.ts'
import type { Command } from './command.ts'
import { commands, runCommand } from './commands.ts'
import { useConversations } from './conversations.ts'
import { showConversation } from './go.ts'
import { acceleratorOf, keysHere } from './keys.ts'
import { creditsText, currentSettings } from './profile.ts'

/** An answer that took less than this was waited for. */
const LONG_ANSWER_MS = 15_000

/** What can be done changes with every piece of an answer; a menu need not follow each. */
const PAUSE_MS = 300

/** Tells the rest of the desktop what this program says, and does what is asked from there. */
export function connectDesktop(): void {
  listenTo('desktop.command', ({ commandId, conversationId }) => {
    if (conversationId !== null) showConversation(conversationId)
    else runCommand(commandId)
  })
  listenTo('turn.ended', ({ conversationId, turn }) => notifyOf(turn, conversationId))
  let timer: ReturnType<typeof setTimeout> | undefined
  let usable = usableNow()
  onBudget(sayWords)
  useConversations.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      if (usable === usableNow()) return
      usable = usableNow()
      sayWords()
    }, PAUSE_MS)
  })
  sayWords()
}

function usableNow(): string {
  return commands.map(({ isUsable }) => (isUsable?.() === false ? '0' : '1')).join('')
}

let said = ''

function sayWords(): void {
  const input = { words: wordsOfDesktop(), menus: desktopMenus.map(menuOf) }
  const text = JSON.stringify(input)
  if (text === said) return
  said = text
  void call('desktop.setWords', input)
}

/** The host of a link and the address of a letter are put in where the menu opens. */
function wordsOfDesktop(): DesktopWords {
  const words: DesktopWords = { 'tray.balance': balance(), 'tray.open': say('tray.open') }
  for (const id of Object.keys(desktopWords) as (keyof typeof desktopWords)[]) {
    if (!/^(?:menu|command)\./u.test(id)) continue
    words[id] = say(id, { host: '{host}', address: '{address}' })
  }
  return words
}

function balance(): string {
  const budget = currentBudget()
  if (!budget) return say('app.name')
  const { kind, nanoUsd } = headlineOf(budget)
  return say(`tray.${kind}`, { credits: creditsText(nanoUsd) })
}

function menuOf(menu: DesktopMenu['menu']): DesktopMenu {
  return { menu, entries: commands.filter((command) => command.menu === menu).map(entryOf) }
}

function entryOf({
  id,
  word,
  keys,
  startsGroup,
  isUsable,
}: Command): DesktopMenu['entries'][number] {
  return {
    commandId: id,
    label: say(word),
    accelerator: keys === undefined ? null : acceleratorOf(keysHere(keys)),
    startsGroup: startsGroup === true,
    isUsable: isUsable?.() ?? true,
  }
}

/** Said once: that the cost of an answer became known later is no news. */
const ended = new Set<string>()

function notifyOf({ turnId, user, answer }: Turn, conversationId: string): void {
  const isNews = !ended.has(turnId) && user.createdAtMs >= performance.timeOrigin
  ended.add(turnId)
  const tookMs = Date.now() - user.createdAtMs
  if (!isNews || tookMs < LONG_ANSWER_MS || !currentSettings()?.notifies) return
  if (document.hasFocus() || !isPaid(answer)) return
  const title = say('notify.title', { model: answer.modelName })
  const { figure, fact } = receiptLine(answer, creditsText)
  const body = fact === null ? figure : `${figure} · ${fact}`
  void call('desktop.notify', { title, body, conversationId })
}
