import { Pencil, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../parts/button.tsx'
import { say } from '../../words/say.tsx'

/** One thing that is kept under a name: what it is, and its two actions. */
export function ShelfRow({
  name,
  note,
  change,
  onChange,
  onDelete,
}: {
  name: string
  note: string
  /** What changing it means. */
  change: 'edit' | 'rename'
  onChange: () => void
  onDelete: () => void
}): ReactNode {
  return (
    <li className="flex min-h-11 items-center gap-2 border-b border-line py-1.5 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-note text-ink-3">{note}</p>
      </div>
      <IconButton name={say(`library.${change}`, { name })} onClick={onChange}>
        <Pencil aria-hidden="true" size={16} strokeWidth={1.6} />
      </IconButton>
      <IconButton name={say('library.delete', { name })} onClick={onDelete}>
        <Trash2 aria-hidden="true" size={16} strokeWidth={1.6} />
      </IconButton>
    </li>
  )
}
