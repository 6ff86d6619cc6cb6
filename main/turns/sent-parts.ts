import type { ImageAttachment, Part } from '../../shared/chat/part.ts'

/** What of a message goes to a model: words, and images for one that sees. */
export type SentPart = { type: 'text'; text: string } | ({ type: 'image' } & ImageAttachment)

/**
 * A message as any model can read it. Thinking, signatures and ids of one provider mean nothing to
 * the next and none is needed to go on, so they stay here. A tool call that was never run is told in
 * words: as a call it would have to be answered. For a model that cannot see, an image is its name.
 * What stands for a file or an image ends its own paragraph: some servers get one text of it all.
 */
export function sentParts(parts: readonly Part[], seesImages: boolean): SentPart[] {
  const sent: SentPart[] = []
  const say = (text: string): void => {
    if (text.trim() !== '') sent.push({ type: 'text', text })
  }
  for (const part of parts) {
    switch (part.type) {
      case 'text':
        say(part.text)
        break
      case 'file':
        say(`${part.name}:\n${fenced(part.text)}\n\n`)
        break
      case 'tool-call':
        say(`(I wanted to run the tool ${part.name} with ${part.argumentsJson}. It was not run.)`)
        break
      case 'image':
        if (seesImages) sent.push(part)
        else say(`(An image was here, ${part.name}, which you cannot see.)\n\n`)
        break
      case 'thinking':
        break
    }
  }
  return sent
}

/** In a fence that is longer than any inside it, so that the file cannot end it. */
function fenced(text: string): string {
  const longest = (text.match(/`+/gu) ?? []).reduce((most, run) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
