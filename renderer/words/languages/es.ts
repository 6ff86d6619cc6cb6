import type { Translation } from './languages.ts'

export const es: Translation = {}
