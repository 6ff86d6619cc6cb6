import { type AnswerMessage, isPaid } from '../../shared/chat/message.ts'
import { textOf } from '../../shared/chat/part.ts'
import { copyText } from '../parts/copy-text.ts'
import { say } from '../words/say.tsx'
import { announce } from './announcements.ts'
import type { Command } from './command.ts'
import { startComparing } from './comparing.ts'
import { useConversations, writingTurn } from './conversations.ts'
import { goToMessage, openNeighbour } from './go.ts'
import { openPicker, showChat, useScreen } from './screen.ts'
import { sendAgain, stopWriting } from './sending.ts'

/** What is done with the conversation on the screen, and between it and others. */
export const chatCommands: readonly Command[] = [
  {
    id: 'find-model',
    word: 'command.find-model',
    menu: 'chat',
    // Command and M make a window small on a Mac.
    keys: { mac: 'Ctrl+M', other: 'Mod+M' },
    run: () => {
      showChat()
      openPicker(!useScreen.getState().isPickerOpen)
    },
  },
  {
    id: 'compare',
    word: 'command.compare',
    menu: 'chat',
    run: () => {
      showChat()
      startComparing()
      openPicker(true)
    },
  },
  { id: 'write', word: 'command.write', menu: 'chat', keys: 'Mod+L', run: goToMessage },
  {
    id: 'stop',
    word: 'command.stop',
    menu: 'chat',
    startsGroup: true,
    keys: 'Escape',
    run: () => void stopWriting(),
    isUsable: () => writingTurn(useConversations.getState()) !== null,
  },
  {
    id: 'copy-answer',
    word: 'command.copy-answer',
    menu: 'chat',
    keys: 'Mod+Shift+C',
    run: () => void copyLastAnswer(),
    isUsable: () =>
      lastAnswer()?.parts.some((part) => part.type === 'text' && part.text !== '') === true,
  },
  {
    id: 'try-again',
    word: 'command.try-again',
    menu: 'chat',
    keys: 'Mod+Shift+R',
    run: () => {
      const turn = useConversations.getState().turns?.at(-1)
      if (turn && isPaid(turn.answer)) void sendAgain(turn, turn.answer.model)
    },
    isUsable: () => {
      const answer = lastAnswer()
      return answer !== null && isPaid(answer) && answer.state !== 'writing'
    },
  },
  {
    id: 'previous',
    word: 'command.previous',
    menu: 'chat',
    startsGroup: true,
    keys: { mac: 'Mod+Alt+ArrowUp', other: 'Mod+PageUp' },
    run: () => openNeighbour(-1),
    isUsable: () => useConversations.getState().summaries.length > 0,
  },
  {
    id: 'next',
    word: 'command.next',
    menu: 'chat',
    keys: { mac: 'Mod+Alt+ArrowDown', other: 'Mod+PageDown' },
    run: () => openNeighbour(1),
    isUsable: () => useConversations.getState().summaries.length > 0,
  },
]

function lastAnswer(): AnswerMessage | null {
  return useConversations.getState().turns?.at(-1)?.answer ?? null
}

async function copyLastAnswer(): Promise<void> {
  const answer = lastAnswer()
  if (answer && (await copyText(textOf(answer.parts)))) announce(say('app.copied'))
}
