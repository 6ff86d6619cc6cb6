import { clsx } from 'clsx'
import { type ReactNode, useEffect, useState } from 'react'
import type { Failure } from '../../../shared/failures.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemLine } from '../../parts/problem-line.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { openLibrary, readLibrary, useLibrary } from '../../state/library.ts'
import { say } from '../../words/say.tsx'
import { PresetShelf } from './preset-shelf.tsx'
import { PromptShelf } from './prompt-shelf.tsx'

const shelves = ['prompts', 'presets'] as const

/** What was deleted last, and how it comes back. */
export type Deleted = { name: string; undo: () => Promise<Failure | null> }

/** The prompts and presets a person keeps: written, renamed and deleted here. */
export function Library(): ReactNode {
  const { open } = useLibrary()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [deleted, setDeleted] = useState<Deleted | null>(null)
  const [isEditing, setIsEditing] = useState(false)
  useEffect(() => void readLibrary(), [])
  if (!open) return null
  const shelfProps = { onFailed: setFailure, onDeleted: setDeleted }
  return (
    <Dialog title={say('library.title')} onClose={() => openLibrary(null)}>
      <div className="flex min-h-[320px] flex-col gap-4 px-7 pt-4">
        <div>
          <Segmented
            name={say('library.shown')}
            value={open}
            choices={shelves.map((value) => ({ value, label: say(`library.${value}`) }))}
            onChange={(shelf) => {
              setDeleted(null)
              setIsEditing(false)
              openLibrary(shelf)
            }}
          />
        </div>
        <p className="text-note text-ink-3">{say(`library.${open}-note`)}</p>
        {failure && <ProblemLine failure={failure} role="alert" />}
        {open === 'prompts' ? (
          <PromptShelf {...shelfProps} onEditing={setIsEditing} />
        ) : (
          <PresetShelf {...shelfProps} />
        )}
        <div
          className={clsx(
            'mt-auto flex items-center justify-between gap-4 pt-2',
            // One pair of buttons at a time.
            isEditing && 'hidden',
          )}
        >
          <p role="status" className="min-w-0 text-note text-ink-2 wrap-anywhere">
            {deleted && (
              <>
                {say('library.deleted', { name: deleted.name })}{' '}
                <Button
                  look="link"
                  onClick={() => {
                    setDeleted(null)
                    void deleted.undo().then(setFailure)
                  }}
                >
                  {say('library.undo')}
                </Button>
              </>
            )}
          </p>
          <Button onClick={() => openLibrary(null)}>{say('library.close')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
