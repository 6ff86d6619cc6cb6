import type { Translation } from './languages.ts'

export const de: Translation = {}
