import { onOneLine } from '../../shared/chat/title.ts'

/** As long as a title that is typed may be. */
const MAX_TITLE_CHARACTERS = 200

/**
 * A title of somebody else's as it can stand in a list: one line, nothing that hides or turns it.
 */
export function cleanTitle(title: string): string {
  const characters = [...onOneLine(title.slice(0, 10 * MAX_TITLE_CHARACTERS))]
  return characters.length <= MAX_TITLE_CHARACTERS
    ? characters.join('')
    : `${characters
        .slice(0, MAX_TITLE_CHARACTERS - 1)
        .join('')
        .trimEnd()}…`
}

/** Code as markdown, in a fence that is longer than any inside it, so that it cannot end it. */
export function fenced(text: string, language = ''): string {
  let longest = 2
  for (const run of text.match(/`+/gu) ?? []) longest = Math.max(longest, run.length)
  const fence = '`'.repeat(longest + 1)
  const name = /^[\w+#.-]{1,40}$/u.test(language) ? language : ''
  return `${fence}${name}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`
}
