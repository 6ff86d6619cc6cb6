import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

type Look = 'main' | 'plain' | 'quiet' | 'link'

const looks: Record<Look, string> = {
  main: 'h-8 px-3 bg-copper-fill text-on-copper enabled:hover:brightness-[1.06]',
  plain: 'h-8 px-3 border border-line-2 bg-raised text-ink enabled:hover:bg-hover',
  quiet: 'h-8 px-3 text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink',
  link: 'rounded-code text-copper underline-offset-3 enabled:hover:underline',
}

/** At most one `main` stands on a screen: copper means you, acting. */
export function Button({
  look = 'plain',
  small = false,
  className,
  ...rest
}: ComponentProps<'button'> & { look?: Look; small?: boolean }): ReactNode {
  return (
    <button
      type="button"
      className={clsx(
        'inline-flex flex-none items-center justify-center gap-1.5 rounded-row font-medium whitespace-nowrap',
        'disabled:border-transparent disabled:bg-wash disabled:text-ink-3',
        looks[look],
        small && look !== 'link' && 'h-7! px-2.5! text-note',
        className,
      )}
      {...rest}
    />
  )
}

/** An icon alone always has a name and a tooltip. */
export function IconButton({
  name,
  className,
  ...rest
}: ComponentProps<'button'> & { name: string }): ReactNode {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      className={clsx(
        'inline-flex size-7 flex-none items-center justify-center rounded-row text-ink-2 hover:bg-hover hover:text-ink',
        className,
      )}
      {...rest}
    />
  )
}
