import type { ReactNode } from 'react'
import { modelKeyText } from '../../../shared/chat/message.ts'
import { typicalTitle } from '../../../shared/chat/title.ts'
import type { Model } from '../../../shared/ipc/shapes.ts'
import { costNanoUsd } from '../../../shared/money/cost.ts'
import { unknownUsage } from '../../../shared/money/usage.ts'
import { Select } from '../../parts/select.tsx'
import { findModel, useModels } from '../../state/catalog.ts'
import { isUsable } from '../../state/model-choice.ts'
import { changeSettings, useCreditsText, useProfile } from '../../state/profile.ts'
import { say } from '../../words/say.tsx'
import { SettingsRow } from './settings-row.tsx'

/** No title is better for having cost more: only the cheapest are offered. */
const MOST_OFFERED = 16

const FIRST_WORDS = ''

/** Which model names conversations, and what that costs. */
export function TitleModel(): ReactNode {
  const { titleModel } = useProfile().settings
  const chosen = titleModel === null ? FIRST_WORDS : modelKeyText(titleModel)
  const credits = useCreditsText()
  const offered = cheapest(useModels(), chosen)
  const choices = offered.map((model) => {
    const { key, name } = model
    const cost = costOf(model)
    const label =
      cost === 0
        ? say('titles.choice-free', { model: name })
        : say('titles.choice', { model: name, credits: credits(cost) })
    return { value: modelKeyText(key), label }
  })
  const isGone = titleModel !== null && !choices.some(({ value }) => value === chosen)
  const gone = isGone
    ? [
        {
          value: chosen,
          label: say('titles.gone', { model: findModel(titleModel)?.name ?? titleModel.modelId }),
        },
      ]
    : []
  return (
    <SettingsRow title={say('titles.setting')} note={say('titles.note')} isStacked>
      <div className="mt-2 flex">
        <Select
          name={say('titles.setting')}
          value={chosen}
          choices={[{ value: FIRST_WORDS, label: say('titles.first-words') }, ...gone, ...choices]}
          onChange={(value) => {
            const model = offered.find(({ key }) => modelKeyText(key) === value)
            if (value !== chosen) void changeSettings({ titleModel: model?.key ?? null })
          }}
        />
      </div>
    </SettingsRow>
  )
}

/** Those that could be asked now, the cheapest first; the one chosen among them whatever it costs. */
function cheapest(models: readonly Model[], chosen: string): Model[] {
  const usable = models.filter(isUsable).toSorted((one, other) => costOf(one) - costOf(other))
  return usable.filter(({ key }, place) => place < MOST_OFFERED || modelKeyText(key) === chosen)
}

/** In nano-USD. */
function costOf({ price, efforts }: Model): number {
  const { inputTokens, outputTokens, thinkingTokens } = typicalTitle
  const mustThink = efforts.length > 0 && !efforts.includes('off')
  const usage = {
    ...unknownUsage,
    inputTokens,
    outputTokens: outputTokens + (mustThink ? thinkingTokens : 0),
  }
  return (price && costNanoUsd(price, usage)) ?? Number.MAX_SAFE_INTEGER
}
