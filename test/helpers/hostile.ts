import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type HostileSample = { name: string; text: string }

const folder = join(import.meta.dirname, '../fixtures/hostile')

/** Deeper than any parser should follow. */
const DEEP = 10_000
const LONG = 5_000_000

/**
 * What a model, an import or a server could put where text is shown. Scripts set
 * `globalThis.hostile`, and what loads asks `origin`, a server that counts.
 */
export function hostileSamples(origin: string): HostileSample[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  return files.toSorted().flatMap((file) => samplesIn(file, origin))
}

function samplesIn(file: string, origin: string): HostileSample[] {
  const [, ...parts] = readFileSync(join(folder, file), 'utf8').split(/^%%% /mu)
  return parts.map((part) => {
    const end = part.indexOf('\n')
    const text = part
      .slice(end + 1)
      .replace(/\n$/u, '')
      .replaceAll('{{origin}}', origin)
    return { name: `${file.replace('.txt', '')}: ${part.slice(0, end)}`, text }
  })
}

/** What is too long to be kept in a file: nested without end, and lines of millions. */
export function generatedSamples(): HostileSample[] {
  const deep = (name: string, text: string): HostileSample => ({ name: `deep: ${name}`, text })
  const long = (name: string, text: string): HostileSample => ({ name: `long: ${name}`, text })
  return [
    deep('quotes', `${'>'.repeat(DEEP)} a`),
    deep('quotes with spaces', `${'> '.repeat(DEEP)}a`),
    deep('lists', `${'- '.repeat(DEEP)}a`),
    deep('numbered lists', `${'1. '.repeat(DEEP)}a`),
    deep(
      'lists by lines',
      Array.from({ length: 250 }, (_, at) => `${'  '.repeat(at)}- a`).join('\n'),
    ),
    deep('quotes and lists', `${'> - '.repeat(DEEP / 2)}a`),
    deep('emphasis', `${'*a **b '.repeat(DEEP / 2)}${'b** a*'.repeat(DEEP / 2)}`),
    deep('emphasis in one', `${'*'.repeat(DEEP)}a${'*'.repeat(DEEP)}`),
    deep('underscores', `${'_a __b '.repeat(DEEP / 2)}${'b__ a_'.repeat(DEEP / 2)}`),
    deep('tildes', `${'~~a '.repeat(DEEP)}${'b~~'.repeat(DEEP)}`),
    deep('brackets', `${'['.repeat(DEEP)}a${']'.repeat(DEEP)}`),
    deep('links', `${'['.repeat(DEEP)}a${'](b)'.repeat(DEEP)}`),
    deep('images', `${'!['.repeat(DEEP)}a${'](b)'.repeat(DEEP)}`),
    deep('tags', `${'<b>'.repeat(DEEP)}a${'</b>'.repeat(DEEP)}`),
    deep('backticks', Array.from({ length: 500 }, (_, at) => '`'.repeat(at + 1)).join(' ')),
    deep('fences', Array.from({ length: 500 }, (_, at) => '`'.repeat(500 - at + 2)).join('\n')),
    deep('formulas', `$$${'{'.repeat(DEEP)}x${'}'.repeat(DEEP)}$$`),
    long('one letter', 'a'.repeat(LONG)),
    long('one line of words', 'word '.repeat(LONG / 5)),
    long('one line of stars', '*a* '.repeat(LONG / 40)),
    long('one line of links', '[a](https://example.com) '.repeat(2_000)),
    long('one line of code', `\`\`\`js\n${'a+'.repeat(100_000)}\n\`\`\``),
    long('lines of code', `\`\`\`js\n${'const a = 1\n'.repeat(8_000)}\`\`\``),
    long('lines', 'a\n'.repeat(20_000)),
    long('paragraphs', 'a\n\n'.repeat(2_000)),
    long('rows', `|a|b|\n|-|-|\n${'|a|b|\n'.repeat(1_500)}`),
    long('items', '- a\n'.repeat(2_000)),
    long('characters of two halves', '😀'.repeat(40_000)),
    long('marks upon one letter', `a${'\u0301'.repeat(20_000)}`),
    long('base 64', `![x](data:image/png;base64,${'A'.repeat(300_000)})`),
    long('address', `[x](https://example.com/${'a'.repeat(100_000)})`),
  ]
}

/** Text with all there is in markdown, to be cut anywhere. */
const everyMark = `# A **b** \`c\` [d](https://example.com "e") ![f](https://example.com/f.png)

- g *h* ~~i~~
  1. j

     \`\`\`js
     k()
     \`\`\`
- [ ] l

> m
> > n

| o | p |
|---|--:|
| q | \`r|s\` |

\`\`\`ts title="t"
const u = \`v\`
\`\`\`

$$
w^2
$$

x\\(y\\) $z$ &amp; <b>A</b> <script>B</script> [C][D] E[^F] https://example.com

[D]: https://example.com 'G'
[^F]: H

<div>
I
</div>

***
`

/** The same, cut after each character. */
export function everyCut(step = 1): HostileSample[] {
  const found: HostileSample[] = []
  for (let end = 1; end < everyMark.length; end += step) {
    found.push({ name: `cut: after ${end} characters`, text: everyMark.slice(0, end) })
  }
  return found
}
