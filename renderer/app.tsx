import { lazy, type ReactNode, Suspense } from 'react'
import { PracticeBar } from './parts/practice-bar.tsx'
import { Frame } from './screens/frame/frame.tsx'
import { useBudget } from './state/budget.ts'
import { useAnnouncement } from './state/announcements.ts'
import { useNotices } from './state/notices.ts'
import { useProfile } from './state/profile.ts'

const Welcome = lazy(async () => ({
  default: (await import('./screens/welcome/welcome.tsx')).Welcome,
}))
const Problem = lazy(async () => ({
  default: (await import('./screens/problem/problem.tsx')).Problem,
}))
const Notices = lazy(async () => ({ default: (await import('./parts/notices.tsx')).Notices }))

/** Which of the four screens stands: the problem, the welcome, or the frame with chat or settings. */
export function App(): ReactNode {
  const { name, problem } = useProfile()
  const hasNotices = useNotices(({ notices }) => notices.length > 0)
  return (
    <div className="flex h-full flex-col">
      {name === 'practice' && <PracticeBar />}
      <Suspense fallback={null}>
        {problem ? <Problem failure={problem} /> : <Screens />}
        {hasNotices && <Notices />}
      </Suspense>
      <Announcer />
    </div>
  )
}

function Screens(): ReactNode {
  const { name } = useProfile()
  const hasNoBudget = useBudget()?.monthlyNanoUsd == null
  return name === 'personal' && hasNoBudget ? <Welcome /> : <Frame />
}

function Announcer(): ReactNode {
  return (
    <p aria-live="polite" className="sr-only">
      {useAnnouncement()}
    </p>
  )
}
