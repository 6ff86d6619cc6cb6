import { fetched } from '../../parts/fetched.tsx'
import { PlainText } from './plain-text.tsx'

/** The parts of the chat that are not there at first paint. */
export const Markdown = fetched(async () => (await import('./markdown.tsx')).Markdown, PlainText)
export const Reading = fetched(async () => (await import('./reading.tsx')).Reading)
export const Thinking = fetched(async () => (await import('./thinking.tsx')).Thinking)
export const ChatMenu = fetched(async () => (await import('./chat-menu.tsx')).ChatMenu)
export const Receipt = fetched(async () => (await import('./receipt.tsx')).Receipt)
export const Picker = fetched(async () => (await import('./picker.tsx')).Picker)
export const PromptPicker = fetched(
  async () => (await import('../library/prompt-picker.tsx')).PromptPicker,
)
export const Library = fetched(async () => (await import('../library/library.tsx')).Library)
export const UncertainBox = fetched(async () => (await import('./uncertain-box.tsx')).UncertainBox)
export const OptionsPanel = fetched(async () => (await import('./options-panel.tsx')).OptionsPanel)
export const ConversationCost = fetched(
  async () => (await import('./conversation-cost.tsx')).ConversationCost,
)
export const DoesNotFit = fetched(async () => (await import('./does-not-fit.tsx')).DoesNotFit)
export const ComparedChips = fetched(
  async () => (await import('../compare/compared-chips.tsx')).ComparedChips,
)
export const ComparedCost = fetched(
  async () => (await import('../compare/compared-cost.tsx')).ComparedCost,
)
export const ComparisonDoesNotFit = fetched(
  async () => (await import('../compare/comparison-does-not-fit.tsx')).ComparisonDoesNotFit,
)

let isStarted = false

/** Fetches what the next moments need. Called when something is first typed, not at the start. */
export function fetchChatParts(): void {
  if (isStarted) return
  isStarted = true
  requestIdleCallback(() => {
    const next = [
      Reading,
      Markdown,
      Thinking,
      Picker,
      Receipt,
      UncertainBox,
      DoesNotFit,
      OptionsPanel,
    ]
    for (const part of next) part.fetch()
  })
}
