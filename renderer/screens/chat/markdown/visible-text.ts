/** Characters that turn the direction of what follows, so that it reads as something else. */
const TURNING = '\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f\\u061c'
/** Characters that cannot be seen. Joiners stay out: scripts and emoji are written with them. */
const UNSEEN =
  '\\u00ad\\u034f\\u115f\\u1160\\u180e\\u200b\\u2060-\\u2064\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb'
const hidden = new RegExp(`[${TURNING}${UNSEEN}\\u{e0000}-\\u{e007f}]`, 'gu')

/** No script needs more upon one letter, and thousands take the browser half a minute to draw. */
const pile = /(\p{M}{12})\p{M}+/gu

/** Text with no more marks upon a letter than can be drawn. */
export function withoutPiles(text: string): string {
  return text.replace(pile, '$1')
}

/** Text without what turns or hides it: for names of links and hosts. */
export function withoutHidden(text: string): string {
  return withoutPiles(text).replace(hidden, '')
}

/** Text with what turns or hides it made visible, as `[U+202E]`: for code and formulas. */
export function showingHidden(text: string): string {
  return withoutPiles(text).replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  })
}
