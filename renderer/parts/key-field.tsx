import { clsx } from 'clsx'
import { KeyRound } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { say } from '../words/say.tsx'
import { Field } from './field.tsx'

/** A field for a key: masked, in the type of keys, remembered by nothing. */
export function KeyField({
  isMasked = true,
  hasIcon = false,
  ...props
}: Omit<ComponentProps<typeof Field>, 'label'> & {
  /** False where what it shows of a key is not the key. */
  isMasked?: boolean
  hasIcon?: boolean
}): ReactNode {
  return (
    <Field
      label={say('key.field')}
      icon={hasIcon && <KeyRound size={16} strokeWidth={1.6} />}
      inputClassName={clsx(isMasked && 'masked', 'font-mono placeholder:font-sans')}
      {...props}
    />
  )
}
