import type { Session } from '../../main/session.ts'
import type { Turn } from '../../shared/chat/message.ts'
import type { House } from './house.ts'
import type { Script } from './read-script.ts'

/** What is needed to play a script in a profile. */
export type Stage = {
  session: Session
  house: House
  newId: () => string
  /** Resolves when the turn has its ending. */
  ended: (turnId: string) => Promise<Turn>
  /** The ids of folders by their names. */
  folders: ReadonlyMap<string, string>
}

/** A conversation as far as it was played. */
export type Played = {
  script: Script
  conversationId: string
  /** The turns of the way that is shown, and what was asked in each. */
  way: { turnId: string; question: string }[]
}
