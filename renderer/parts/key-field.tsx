import type { ComponentProps, ReactNode } from 'react'
import { say } from '../words/say.tsx'
import { Field } from './field.tsx'

/** A field for a key: masked, in the type of keys, remembered by nothing. */
export function KeyField(props: Omit<ComponentProps<typeof Field>, 'label'>): ReactNode {
  return (
    <Field
      label={say('key.field')}
      inputClassName="masked font-mono placeholder:font-sans"
      {...props}
    />
  )
}
