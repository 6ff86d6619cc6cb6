import type { ReactNode } from 'react'
import { desktopMenus } from '../../../shared/ipc/shapes.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { KeyCaps } from '../../parts/key-caps.tsx'
import { commands } from '../../state/commands.ts'
import { keysHere } from '../../state/keys.ts'
import { openOverlay } from '../../state/overlay.ts'
import { useProfile } from '../../state/profile.ts'
import { say } from '../../words/say.tsx'
import { keysOfAccelerator } from '../settings/desktop-keys.ts'

/** Every command that has keys, those of the message, and those that work in any program. */
export function Shortcuts(): ReactNode {
  const { sendsWith, quickAskKeys } = useProfile().settings
  return (
    <Dialog title={say('shortcuts.title')} onClose={() => openOverlay(null)}>
      <div className="mt-3 columns-2 gap-x-10 px-7 max-[560px]:columns-1">
        {desktopMenus.map((menu) => (
          <Group key={menu} title={say(`shortcuts.${menu}`)}>
            {commands.map(({ id, word, keys, menu: stands }) =>
              keys === undefined || stands !== menu ? null : (
                <Row key={id} name={say(word)} keys={keysHere(keys)} />
              ),
            )}
          </Group>
        ))}
        <Group title={say('shortcuts.writing')}>
          <Row name={say('shortcuts.send')} keys={sendsWith === 'enter' ? 'Enter' : 'Mod+Enter'} />
          <Row
            name={say('shortcuts.new-line')}
            keys={sendsWith === 'enter' ? 'Shift+Enter' : 'Enter'}
          />
          <Row name={say('prompts.open')} keys="/" />
        </Group>
        {quickAskKeys !== null && (
          <Group title={say('settings.desktop')}>
            <Row name={say('command.quick-ask')} keys={keysOfAccelerator(quickAskKeys)} />
          </Group>
        )}
      </div>
    </Dialog>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section aria-label={title} className="break-inside-avoid pb-4">
      <h3 className="pb-1 text-label font-medium text-ink-3">{title}</h3>
      <dl>{children}</dl>
    </section>
  )
}

function Row({ name, keys }: { name: string; keys: string }): ReactNode {
  return (
    <div className="flex min-h-7 items-center justify-between gap-4 border-b border-line py-1 leading-5">
      <dt className="min-w-0">{name}</dt>
      <dd className="flex-none">
        <KeyCaps keys={keys} />
      </dd>
    </div>
  )
}
