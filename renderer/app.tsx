import type { ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { Broken } from './parts/broken.tsx'
import { DiskBar } from './parts/disk-bar.tsx'
import { fetched } from './parts/fetched.tsx'
import { PracticeBar } from './parts/practice-bar.tsx'
import { Frame } from './screens/frame/frame.tsx'
import { hasNoLimit, useBudget } from './state/budget.ts'
import { useAnnouncement } from './state/announcements.ts'
import { useDateQuestion } from './state/date-question.ts'
import { useNotices } from './state/notices.ts'
import { useOverlay } from './state/overlay.ts'
import { useProfile } from './state/profile.ts'

const Welcome = fetched(async () => (await import('./screens/welcome/welcome.tsx')).Welcome)
const Problem = fetched(async () => (await import('./screens/problem/problem.tsx')).Problem)
const Notices = fetched(async () => (await import('./parts/notices.tsx')).Notices)
const Palette = fetched(async () => (await import('./screens/palette/palette.tsx')).Palette)
const Shortcuts = fetched(async () => (await import('./screens/shortcuts/shortcuts.tsx')).Shortcuts)
const DateQuestion = fetched(
  async () => (await import('./screens/frame/date-question.tsx')).DateQuestion,
)

/** Which of the four screens stands: the problem, the welcome, or the frame with chat or settings. */
export function App(): ReactNode {
  const { name, problem } = useProfile()
  const hasNotices = useNotices(({ notices }) => notices.length > 0)
  const overlay = useOverlay()
  const isAskedAboutDate = useDateQuestion() !== null
  return (
    <div className="flex h-full flex-col">
      {name === 'practice' && <PracticeBar />}
      <DiskBar />
      <ErrorBoundary
        fallbackRender={({ error, resetErrorBoundary }) => (
          <Broken error={error} onAgain={resetErrorBoundary} />
        )}
      >
        {problem ? <Problem failure={problem} /> : <Screens />}
        {isAskedAboutDate && <DateQuestion />}
        {/* There before its first news: what comes together with its region is not read out. */}
        <div role="status">{hasNotices && <Notices />}</div>
        {overlay === 'palette' && <Palette />}
        {overlay === 'shortcuts' && <Shortcuts />}
      </ErrorBoundary>
      <Announcer />
    </div>
  )
}

/** A budget that cannot be read is no reason to ask for a new one. */
function Screens(): ReactNode {
  const { name } = useProfile()
  const budget = useBudget()
  const hasNoBudget = budget !== null && budget.monthlyNanoUsd === null && !hasNoLimit(budget)
  return name === 'personal' && hasNoBudget ? <Welcome /> : <Frame />
}

function Announcer(): ReactNode {
  return (
    <p aria-live="polite" className="sr-only">
      {useAnnouncement()}
    </p>
  )
}
