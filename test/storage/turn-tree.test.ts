import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addConversationWithTurn } from '../helpers/chat-rows.ts'
import { profileOnDisk } from '../helpers/profile-on-disk.ts'

const SEED = 20_261_122

/** What is told of each turn: where it stands, and whether it is shown. */
type Known = { turnId: string; parentId: string | null }

const doings = fc.array(
  fc.record({
    what: fc.constantFrom('add', 'add hidden', 'show', 'go on'),
    /** Which of the turns there are, as a share of them; the last share is "after none". */
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 40 },
)

test(`whatever is added and shown, one way through the tree is shown, and nothing is lost (seed ${SEED})`, () => {
  const { storage } = profileOnDisk()
  const { turns } = storage
  let round = 0
  fc.assert(
    fc.property(doings, (steps) => {
      round += 1
      const conversationId = `c${round}`
      const first = `${conversationId} first`
      addConversationWithTurn(storage, conversationId, first)
      const known: Known[] = [{ turnId: first, parentId: null }]
      for (const [number, { what, at }] of steps.entries()) {
        const chosen = known[Math.floor(at * (known.length + 1))] ?? null
        const lastShown = turns.lastShown(conversationId)
        if (what === 'show') {
          if (chosen) turns.show(chosen.turnId)
          if (chosen) expect(turns.find(chosen.turnId)?.isShown).toBe(1)
        } else {
          const parentId = (what === 'go on' ? lastShown?.turnId : chosen?.turnId) ?? null
          const turn = { turnId: `${conversationId} ${number}`, parentId }
          const isShown = what !== 'add hidden'
          storage.transact(() =>
            turns.add(
              { ...turn, conversationId, comparisonId: null, createdAtMs: number },
              isShown,
            ),
          )
          known.push(turn)
          if (isShown) expect(turns.lastShown(conversationId)?.turnId).toBe(turn.turnId)
          else expect(turns.lastShown(conversationId)).toEqual(lastShown)
        }
        expectOneWay(conversationId, known)
      }
    }),
    { seed: SEED, numRuns: 60 },
  )

  function expectOneWay(conversationId: string, known: readonly Known[]): void {
    const shown = turns.after(conversationId, 0, known.length)
    expect(shown).toEqual(turns.before(conversationId, Number.MAX_SAFE_INTEGER, known.length))
    expect(shown.map(({ position }) => position)).toEqual(shown.map((_, index) => index + 1))
    expect(shown.map(({ parentId }) => parentId)).toEqual([
      null,
      ...shown.slice(0, -1).map(({ turnId }) => turnId),
    ])
    const last = shown.at(-1)
    expect(last && turns.wayTo(last.turnId)).toEqual(shown)
    const all = turns.all(conversationId)
    expect(all.map(({ turnId }) => turnId).toSorted()).toEqual(
      known.map(({ turnId }) => turnId).toSorted(),
    )
    for (const turn of all) {
      const versions = known.filter(({ parentId }) => parentId === turn.parentId)
      expect(turns.versions(turn).toSorted()).toEqual(
        versions.map(({ turnId }) => turnId).toSorted(),
      )
    }
  }
})
