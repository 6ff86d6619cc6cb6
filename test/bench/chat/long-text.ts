const words =
  'harbour tide berth mooring pennies report index query plan table boat curlew lantern rope evening chart engine weather letter ledger window morning number column'.split(
    ' ',
  )

/** Markdown as models write it: paragraphs, lists, a table, short code. The same for the same seed. */
export function markdownOf(characters: number, seed: number): string {
  const next = random(seed)
  const word = (): string => words[Math.floor(next() * words.length)] ?? ''
  const some = (count: number): string => Array.from({ length: count }, word).join(' ')
  const kinds = [
    () => `${some(30)} **${some(2)}** ${some(20)} \`${word()}\` and *${word()}* ${some(12)}.`,
    () => `${some(40)}, see [${some(2)}](https://example.com/${word()}). ${some(25)}.`,
    () => Array.from({ length: 5 }, () => `- **${word()}**: ${some(12)}`).join('\n'),
    () => Array.from({ length: 4 }, (_, place) => `${place + 1}. ${some(14)}`).join('\n'),
    () => `## ${some(4)}`,
    () => `\`\`\`js\n${codeOf(300, next)}\`\`\``,
    () => `| ${word()} | ${word()} |\n|---|--:|\n${`| ${some(3)} | 12 |\n`.repeat(4).trimEnd()}`,
    () => `> ${some(24)}.`,
  ]
  let text = ''
  while (text.length < characters) {
    text += `${(kinds[Math.floor(next() * kinds.length)] ?? kinds[0])?.() ?? ''}\n\n`
  }
  return text.slice(0, characters)
}

/** One block of code that nothing closes, with a blank line now and then. */
export function fenceOf(characters: number, seed: number): string {
  return `\`\`\`js\n${codeOf(characters, random(seed))}`.slice(0, characters)
}

function codeOf(characters: number, next: () => number): string {
  let text = ''
  while (text.length < characters) {
    const name = words[Math.floor(next() * words.length)] ?? 'x'
    text +=
      next() < 0.1 ? '\n' : `  const ${name} = await read('${name}', ${Math.floor(next() * 999)})\n`
  }
  return text
}

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
