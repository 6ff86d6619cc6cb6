import { createHighlighterCore, type GrammarState, type ThemeRegistration } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import type { ColourJob, Look, Run } from './colours.ts'
import { loadLanguage } from './language-loaders.ts'
import type { Language } from './languages.ts'

/** Longer lines are data, not code, and stay plain. */
const LONGEST_LINE = 1_000
/**
 * None for a line: one that is broken off leaves the rest in the look it had reached. A grammar that
 * hangs is ended with its thread.
 */
const NO_LIMIT = 0

/** Not colours but marks: what each means is decided by the style of the page. */
const lookByMark: Readonly<Record<string, Look>> = {
  '#000001': 'code-keyword',
  '#000002': 'code-string',
  '#000003': 'code-comment',
  '#000004': 'code-quiet',
}

const theme: ThemeRegistration = {
  name: 'marks',
  type: 'light',
  fg: '#000000',
  bg: '#ffffff',
  settings: [
    { settings: { foreground: '#000000' } },
    mark('#000001', [
      'keyword',
      'storage',
      'entity.name.tag',
      'entity.name.function.directive',
      'entity.name.section',
      'markup.heading',
      'support.type.property-name.css',
      'constant.language',
      'variable.language',
    ]),
    mark('#000000', [
      'keyword.operator',
      'punctuation',
      'storage.type.annotation',
      'storage.type.function.arrow',
    ]),
    mark('#000001', [
      'keyword.operator.new',
      'keyword.operator.expression',
      'keyword.operator.logical.python',
      'keyword.operator.word',
      'keyword.operator.delete',
    ]),
    mark('#000002', ['string', 'constant.other.symbol', 'markup.inserted', 'markup.inline.raw']),
    mark('#000003', ['comment', 'punctuation.definition.comment', 'markup.quote']),
    mark('#000004', ['markup.deleted', 'meta.diff']),
  ],
}

function mark(foreground: string, scope: string[]) {
  return { scope, settings: { foreground } }
}

/** Tells the words of code apart. Each block goes on where its last lines ended. */
export async function createColourer() {
  const highlighter = await createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  })
  const endOf = new Map<number, GrammarState>()
  const loading = new Map<Language, Promise<void>>()

  function load(language: Language): Promise<void> {
    const known = loading.get(language)
    if (known) return known
    const started = loadLanguage(language).then((found) => highlighter.loadLanguage(...found))
    loading.set(language, started)
    return started
  }

  return {
    async colour({ blockId, language, lines, isLast }: Omit<ColourJob, 'jobId'>): Promise<Run[]> {
      await load(language)
      const grammarState = endOf.get(blockId)
      const tokens = highlighter.codeToTokensBase(lines, {
        lang: language,
        theme: 'marks',
        tokenizeMaxLineLength: LONGEST_LINE,
        tokenizeTimeLimit: NO_LIMIT,
        ...(grammarState && { grammarState }),
      })
      if (!isLast) {
        const reached = highlighter.getLastGrammarState(tokens)
        if (reached) endOf.set(blockId, reached)
      }
      return runsOf(tokens)
    },
    forget: (blockId: number): void => void endOf.delete(blockId),
  }
}

/** Neighbours that look alike are one: a third of the elements. */
function runsOf(lines: readonly (readonly { content: string; color?: string }[])[]): Run[] {
  const runs: { look: Look | null; text: string }[] = []
  const add = (look: Look | null, text: string): void => {
    const last = runs.at(-1)
    const isBlank = text.trim() === ''
    if (last && (last.look === look || isBlank)) last.text += text
    else runs.push({ look: isBlank ? null : look, text })
  }
  for (const [place, line] of lines.entries()) {
    if (place > 0) add(null, '\n')
    for (const { content, color } of line)
      add(lookByMark[color?.toLowerCase() ?? ''] ?? null, content)
  }
  return runs
}
