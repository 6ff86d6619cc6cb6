import { openDamaged, openLater, openPractice, openSeeded, openWelcome } from './open-window.ts'
import type { Stage } from './scene.ts'
import { budgetScenes, noticeScene, overBudgetScenes } from './scenes-budget.ts'
import { chatScenes, sendingScenes } from './scenes-chat.ts'
import { damagedScenes, laterScenes, practiceScenes } from './scenes-elsewhere.ts'
import { otherScenes } from './scenes-screens.ts'
import { welcomeScenes } from './scenes-welcome.ts'

/**
 * Every picture there is, in the order in which they are taken. A new screen, section of the
 * settings or dialog goes into `shows` of one of them; a test says which has none.
 */
export const stages: readonly Stage[] = [
  { name: 'first start', open: openWelcome, scenes: welcomeScenes },
  { name: 'practice', open: openPractice, scenes: practiceScenes },
  {
    name: 'a month of use',
    open: openSeeded,
    scenes: [
      noticeScene,
      ...chatScenes,
      ...budgetScenes,
      ...otherScenes,
      ...sendingScenes,
      ...overBudgetScenes,
    ],
  },
  { name: 'a damaged database', open: openDamaged, scenes: damagedScenes },
  { name: 'a hundred days later', open: openLater, scenes: laterScenes },
]
