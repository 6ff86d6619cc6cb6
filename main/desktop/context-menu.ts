import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import type { DesktopWords } from '../../shared/ipc/shapes.ts'

type Item = MenuItemConstructorOptions

/** What was pressed upon, as far as the menu over it depends on it. */
export type Pressed = Pick<
  ContextMenuParams,
  | 'isEditable'
  | 'editFlags'
  | 'selectionText'
  | 'linkURL'
  | 'mediaType'
  | 'hasImageContents'
  | 'misspelledWord'
  | 'dictionarySuggestions'
>

export type PressActs = {
  replace: (suggestion: string) => void
  learn: (word: string) => void
  copyText: (text: string) => void
  copyImage: () => void
}

/** The menu over what was pressed upon; empty where there is nothing to do with it. */
export function contextMenuTemplate(
  pressed: Pressed,
  words: DesktopWords,
  acts: PressActs,
): Item[] {
  const groups = [
    spelling(pressed, words, acts),
    link(pressed, words, acts),
    image(pressed, words, acts),
    editing(pressed, words),
  ].filter((group) => group.length > 0)
  return groups.flatMap((group, place): Item[] =>
    place === 0 ? group : [{ type: 'separator' }, ...group],
  )
}

function spelling(
  { misspelledWord, dictionarySuggestions }: Pressed,
  words: DesktopWords,
  acts: PressActs,
): Item[] {
  if (misspelledWord === '') return []
  const suggestions = dictionarySuggestions.map(
    (suggestion): Item => ({ label: labelOf(suggestion), click: () => acts.replace(suggestion) }),
  )
  const none: Item = { label: words['menu.no-suggestions'] ?? '', enabled: false }
  return [
    ...(suggestions.length > 0 ? suggestions : [none]),
    { label: words['menu.learn-word'] ?? '', click: () => acts.learn(misspelledWord) },
  ]
}

/** Says where a link really leads, which its text need not. */
function link({ linkURL }: Pressed, words: DesktopWords, { copyText }: PressActs): Item[] {
  if (!URL.canParse(linkURL)) return []
  const { protocol, host, pathname } = new URL(linkURL)
  if (protocol === 'mailto:') {
    const label = (words['menu.copy-mail'] ?? '').replace('{address}', () => labelOf(pathname))
    return [{ label, click: () => copyText(pathname) }]
  }
  if (protocol !== 'https:' && protocol !== 'http:') return []
  const label = (words['menu.copy-link'] ?? '').replace('{host}', () => labelOf(host))
  return [{ label, click: () => copyText(linkURL) }]
}

function image(
  { mediaType, hasImageContents }: Pressed,
  words: DesktopWords,
  { copyImage }: PressActs,
): Item[] {
  if (mediaType !== 'image' || !hasImageContents) return []
  return [{ label: words['menu.copy-image'] ?? '', click: copyImage }]
}

function editing({ isEditable, editFlags, selectionText }: Pressed, words: DesktopWords): Item[] {
  const copy: Item = { role: 'copy', label: words['menu.copy'] ?? '', enabled: editFlags.canCopy }
  const all: Item = {
    role: 'selectAll',
    label: words['menu.select-all'] ?? '',
    enabled: editFlags.canSelectAll,
  }
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy, all]
  return [
    { role: 'cut', label: words['menu.cut'] ?? '', enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: words['menu.paste'] ?? '', enabled: editFlags.canPaste },
    all,
  ]
}

/** An ampersand would be taken for the letter to press, and a long host for the whole menu. */
function labelOf(text: string): string {
  return text.slice(0, 80).replaceAll('&', '&&')
}
