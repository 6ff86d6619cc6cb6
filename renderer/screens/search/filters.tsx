import type { ReactNode } from 'react'
import { type ModelKey, modelKeyText } from '../../../shared/chat/message.ts'
import { Select } from '../../parts/select.tsx'
import { findModel } from '../../state/catalog.ts'
import { useConversations } from '../../state/conversations.ts'
import { useProfile } from '../../state/profile.ts'
import { ask, type Period, useSearch } from '../../state/search.ts'
import { say } from '../../words/say.tsx'

const periods = ['any', 'week', 'month', 'year', 'between'] as const
const periodWords = {
  any: 'search.any-time',
  week: 'search.week',
  month: 'search.month',
  year: 'search.year',
  between: 'search.between',
} as const

/** What the search is narrowed to: a place, a model, a time. */
export function Filters(): ReactNode {
  const { model, conversationId, period, fromDay, untilDay } = useSearch(({ asked }) => asked)
  const currentId = useConversations((state) => state.currentId)
  const isStored = useConversations((state) => state.isStored)
  const models = useUsedModels(model)
  const here = conversationId ?? (isStored ? currentId : null)
  return (
    <div className="flex flex-wrap items-center gap-2">
      {here !== null && (
        <Select
          name={say('search.where')}
          choices={[
            { value: 'everywhere', label: say('search.everywhere') },
            { value: 'here', label: say('search.here') },
          ]}
          value={conversationId === null ? 'everywhere' : 'here'}
          onChange={(where) => ask({ conversationId: where === 'here' ? here : null })}
        />
      )}
      <Select
        name={say('search.model')}
        choices={[
          { value: '', label: say('search.any-model') },
          ...models.map((key) => ({ value: modelKeyText(key), label: nameOf(key) })),
        ]}
        value={model ? modelKeyText(model) : ''}
        onChange={(text) =>
          ask({ model: models.find((key) => modelKeyText(key) === text) ?? null })
        }
      />
      <Select<Period>
        name={say('search.when')}
        choices={periods.map((value) => ({ value, label: say(periodWords[value]) }))}
        value={period}
        onChange={(chosen) => ask({ period: chosen })}
      />
      {period === 'between' && (
        <>
          <Day name={say('search.from')} day={fromDay} onChange={(day) => ask({ fromDay: day })} />
          <Day
            name={say('search.until')}
            day={untilDay}
            onChange={(day) => ask({ untilDay: day })}
          />
        </>
      )}
    </div>
  )
}

function Day({
  name,
  day,
  onChange,
}: {
  name: string
  day: string
  onChange: (day: string) => void
}): ReactNode {
  return (
    <label className="flex items-center gap-1.5 text-note text-ink-2">
      {name}
      <input
        type="date"
        className="h-8 rounded-row border border-edge bg-raised px-2 text-body text-ink"
        value={day}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  )
}

/** The models that have answered here, as far as the list of conversations knows, by name. */
function useUsedModels(chosen: ModelKey | null): ModelKey[] {
  const summaries = useConversations((state) => state.summaries)
  const { settings } = useProfile()
  const byText = new Map<string, ModelKey>()
  const used = [chosen, ...summaries.map(({ model }) => model), ...settings.recentModels]
  for (const key of used) if (key) byText.set(modelKeyText(key), key)
  return [...byText.values()].toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)))
}

function nameOf(key: ModelKey): string {
  return findModel(key)?.name ?? key.modelId
}
