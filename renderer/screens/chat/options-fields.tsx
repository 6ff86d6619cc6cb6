import type { ReactNode } from 'react'
import type { ChatOptions } from '../../../shared/chat/message.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { Field } from '../../parts/field.tsx'
import { aboutWords } from '../../words/about-words.ts'
import { say, sayCount } from '../../words/say.tsx'
import { useTyped } from './use-typed.ts'

type OptionProps = {
  model: Model
  options: ChatOptions
  onChange: (changed: Partial<ChatOptions>) => void
}

/** Only for a model that takes one. One that is set and not taken is said not to be sent. */
export function Temperature({ model, options: { temperature }, onChange }: OptionProps): ReactNode {
  const kept = temperature === null ? '' : String(temperature)
  const { typed, type, takeNow } = useTyped(kept, (text) => {
    const read = readTemperature(text)
    if (read !== undefined) onChange({ temperature: read })
  })
  if (!model.takesTemperature) {
    if (temperature === null) return null
    return (
      <p className="text-note text-ink-3">
        {say('options.temperature-not-taken', { model: model.name })}
      </p>
    )
  }
  return (
    <Field
      label={say('options.temperature')}
      inputMode="decimal"
      value={typed}
      inputClassName="figure"
      failure={readTemperature(typed) === undefined ? say('options.temperature-bad') : null}
      hint={say('options.temperature-hint')}
      onChange={(event) => type(event.target.value)}
      onBlur={takeNow}
    />
  )
}

/** The most tokens of one answer: the ceiling moves with it. */
export function LongestAnswer({
  model,
  options: { maxOutputTokens },
  onChange,
}: OptionProps): ReactNode {
  const most = model.mostOutputTokens ?? MOST_TOKENS
  const kept = maxOutputTokens === null ? '' : String(maxOutputTokens)
  const { typed, type, takeNow } = useTyped(kept, (text) => {
    const read = readWhole(text, 1, most)
    if (read !== undefined) onChange({ maxOutputTokens: read })
  })
  const read = readWhole(typed, 1, most)
  const thinks = String(model.efforts.length > 0)
  const hint =
    read === null
      ? say('options.longest-default', {
          tokens: sayCount(model.maxOutputTokens),
          words: aboutWords(model.maxOutputTokens),
          thinks,
        })
      : read !== undefined && say('options.longest-hint', { words: aboutWords(read), thinks })
  return (
    <Field
      label={say('options.longest')}
      unit={say('options.tokens')}
      inputMode="numeric"
      value={typed}
      inputClassName="figure"
      failure={read === undefined ? say('options.longest-bad', { most: sayCount(most) }) : null}
      hint={hint}
      onChange={(event) => type(event.target.value)}
      onBlur={takeNow}
    />
  )
}

/** What the main process takes where a model's own limit is not known. */
const MOST_TOKENS = 1_000_000

/** Null for nothing typed, undefined for what is no such number. */
export function readWhole(typed: string, least: number, most: number): number | null | undefined {
  const digits = typed.trim().replace(/[\s,.'’](?=\d{3}\b)/gu, '')
  if (digits === '') return null
  const number = /^\d{1,9}$/u.test(digits) ? Number(digits) : Number.NaN
  return number >= least && number <= most ? number : undefined
}

function readTemperature(typed: string): number | null | undefined {
  const text = typed.trim().replace(',', '.')
  if (text === '') return null
  const number = /^\d?(?:\.\d{0,2})?$/u.test(text) && text !== '.' ? Number(text) : Number.NaN
  return number >= 0 && number <= 2 ? number : undefined
}
