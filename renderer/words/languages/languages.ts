import type { Settings } from '../../../shared/ipc/shapes.ts'
import type { WordId } from '../en.ts'

/** Every word: one that is missing does not compile. */
export type Translation = Record<WordId, string>

export type Language = Exclude<Settings['language'], 'system'>

/** How each is written where the system does not say: its numbers, dates and lists. */
const locales: Record<Language, string> = {
  en: 'en-GB',
  de: 'de-DE',
  es: 'es-ES',
  fr: 'fr-FR',
  ja: 'ja-JP',
  zh: 'zh-CN',
}

/** A language is fetched when it is spoken: English, which stands under all of them, is there. */
export const translations: Record<Exclude<Language, 'en'>, () => Promise<Translation>> = {
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  ja: async () => (await import('./ja.ts')).ja,
  zh: async () => (await import('./zh.ts')).zh,
}

/** What each is called by those who speak it, whatever is spoken now. */
export const ownNames: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  zh: '中文',
}

/**
 * The language to speak, and the locale for its numbers and dates. `preferred` are the tags of the
 * system, dearest first; a region of theirs is kept where the language is the same. English here is
 * British, wherever it is read.
 */
export function languageOf(
  wanted: Settings['language'],
  preferred: readonly string[],
): { language: Language; locale: string } {
  const spoken = preferred.find((tag) => isLanguage(baseOf(tag)))
  const language = wanted === 'system' ? spoken && baseOf(spoken) : wanted
  if (!isLanguage(language) || language === 'en') return { language: 'en', locale: locales.en }
  const own = preferred.find((tag) => baseOf(tag) === language && tag.includes('-'))
  return { language, locale: own ?? locales[language] }
}

function baseOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? ''
}

function isLanguage(base: string | undefined): base is Language {
  return base !== undefined && Object.hasOwn(locales, base)
}
