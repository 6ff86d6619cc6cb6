import type { Translation } from './languages.ts'

export const ja: Translation = {}
