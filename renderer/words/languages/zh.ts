import type { Translation } from './languages.ts'

export const zh: Translation = {}
