import { z } from 'zod'
import { languages, type Settings } from '../shared/ipc/shapes.ts'
import { DEFAULT_CREDITS_PER_USD, isCreditSize } from '../shared/money/credits.ts'
import { CURRENCY_CODE, CURRENCY_RATE } from '../shared/money/currency.ts'

const modelKey = z.strictObject({ providerId: z.string(), modelId: z.string() })

/** What a person has set, where nothing was set yet. */
export const defaultSettings: Settings = {
  creditsPerUsd: DEFAULT_CREDITS_PER_USD,
  theme: 'system',
  model: null,
  countsAtProvider: false,
  titleModel: null,
  sendsWith: 'enter',
  favouriteModels: [],
  recentModels: [],
  language: 'system',
  zoomPercent: 100,
  isSpellChecked: false,
  notifies: true,
  staysInTray: false,
  quickAskKeys: 'CommandOrControl+Shift+Space',
  currency: null,
}

/** Settings as they are stored. One that is absent, or that no longer parses, is the default. */
export const settingsSchema: z.ZodType<Settings> = z.object({
  creditsPerUsd: z.number().refine(isCreditSize).catch(defaultSettings.creditsPerUsd),
  theme: z.enum(['system', 'light', 'dark']).catch(defaultSettings.theme),
  model: modelKey.nullable().catch(null),
  countsAtProvider: z.boolean().catch(false),
  titleModel: modelKey.nullable().catch(null),
  sendsWith: z.enum(['enter', 'mod-enter']).catch('enter'),
  favouriteModels: z.array(modelKey).catch([]),
  recentModels: z.array(modelKey).catch([]),
  language: z.enum(languages).catch('system'),
  zoomPercent: z.number().int().min(50).max(200).catch(100),
  isSpellChecked: z.boolean().catch(false),
  notifies: z.boolean().catch(true),
  staysInTray: z.boolean().catch(false),
  quickAskKeys: z.string().nullable().catch(defaultSettings.quickAskKeys),
  currency: z
    .object({ code: z.string().regex(CURRENCY_CODE), perUsd: z.string().regex(CURRENCY_RATE) })
    .nullable()
    .catch(null),
})
