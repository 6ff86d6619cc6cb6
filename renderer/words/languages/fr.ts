import type { Translation } from './languages.ts'

export const fr: Translation = {}
