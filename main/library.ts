import type { Input } from '../shared/ipc/contract.ts'
import type { Preset, Prompt } from '../shared/ipc/shapes.ts'
import { done, type Result } from '../shared/result.ts'
import type { Storage } from './storage/storage.ts'
import { readChatOptions } from './turns/chat-options.ts'

export type Library = ReturnType<typeof openLibrary>

/** What a person keeps to write with: drafts, and presets and prompts under names. */
export function openLibrary(
  { drafts, presets, prompts }: Pick<Storage, 'drafts' | 'presets' | 'prompts'>,
  nowMs: () => number,
) {
  function listPresets(): Preset[] {
    return presets.list().map(({ providerId, modelId, optionsJson, ...preset }) => ({
      ...preset,
      model: providerId === null || modelId === null ? null : { providerId, modelId },
      options: readChatOptions(optionsJson),
    }))
  }

  return {
    /**
     * Of stored conversations, and of the newest chat that is not stored yet: a window shows one
     * new chat, so an older one cannot be come back to.
     */
    drafts: (): Result<{ conversationId: string; text: string }[]> => {
      let hasUnstored = false
      const found = drafts.list().filter(({ conversationId, isStored }) => {
        const isShown = isStored === 1 || !hasUnstored
        if (isStored === 0) hasUnstored = true
        if (!isShown) drafts.forget(conversationId)
        return isShown
      })
      return done(found.map(({ conversationId, text }) => ({ conversationId, text })))
    },
    keepDraft: ({ conversationId, text }: Input<'drafts.keep'>): Result<void> => {
      if (text === '') drafts.forget(conversationId)
      else drafts.keep(conversationId, text, nowMs())
      return done(undefined)
    },
    presets: (): Result<Preset[]> => done(listPresets()),
    savePreset: ({ presetId, name, model, options }: Input<'presets.save'>): Result<Preset[]> => {
      const { providerId = null, modelId = null } = model ?? {}
      const optionsJson = JSON.stringify(options)
      presets.save({ presetId, name, providerId, modelId, optionsJson }, nowMs())
      return done(listPresets())
    },
    removePreset: (presetId: string): Result<Preset[]> => {
      presets.remove(presetId)
      return done(listPresets())
    },
    prompts: (): Result<Prompt[]> => done(prompts.list()),
    savePrompt: (prompt: Input<'prompts.save'>): Result<Prompt[]> => {
      prompts.save(prompt, nowMs())
      return done(prompts.list())
    },
    removePrompt: (promptId: string): Result<Prompt[]> => {
      prompts.remove(promptId)
      return done(prompts.list())
    },
  }
}
