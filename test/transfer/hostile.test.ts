import { marked } from 'marked'
import { expect, test } from 'vitest'
import { containedMarkdown } from '../../main/transfer/contained-markdown.ts'
import { fileNameOf } from '../../main/transfer/file-name.ts'
import { markdownOf } from '../../main/transfer/export-markdown.ts'
import { generatedSamples, hostileSamples } from '../helpers/hostile.ts'
import { NOVEMBER_10, profileOnDisk } from '../helpers/profile-on-disk.ts'
import { words } from './a-chat.ts'
import { fileWith, imported, wholeReader } from './importing.ts'

const samples = hostileSamples('http://localhost:1')

test('nothing hostile reaches beyond its message in a document, or is HTML in it', () => {
  expect(samples.length).toBeGreaterThan(200)
  for (const { name, text } of samples.filter(canBeJudged)) {
    const tokens = marked.lexer(`${containedMarkdown(text)}\n\n## END\n`)
    const html: string[] = []
    void marked.walkTokens(tokens, (token) => {
      if (token.type === 'html') html.push(token.raw)
    })
    expect(html, name).toEqual([])
    const last = tokens.findLast(({ type }) => type !== 'space')
    expect(last, name).toMatchObject({ type: 'heading', text: 'END' })
    expect(fileNameOf(text, 'md', 'farthing'), name).not.toMatch(/[/\\:*?"<>|\p{Cc}]/u)
  }
})

test('what is nested without end or millions long is contained as well', () => {
  for (const { text } of generatedSamples()) {
    expect(containedMarkdown(text).length).toBeGreaterThanOrEqual(text.length)
  }
})

test('hostile texts are imported as what they are, under titles of one line, and exported again', async () => {
  const profile = profileOnDisk()
  const file = samples.map(({ text }, index) => ({
    uuid: `c${index}`,
    name: text,
    chat_messages: [
      { uuid: 'q', sender: 'human', text },
      { uuid: 'a', sender: 'assistant', text },
    ],
  }))
  const report = await imported(profile, fileWith(JSON.stringify(file)))
  expect(report.items).toHaveLength(samples.length)
  const titles = profile.database.prepare('SELECT title FROM conversation').pluck().all()
  for (const title of titles) expect(title).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}]/u)
  const reader = wholeReader(profile)
  const ids = profile.database.prepare('SELECT id FROM conversation').pluck().all() as string[]
  for (const id of ids) {
    const conversation = reader.read(id)
    if (!conversation) throw new Error('It is not there')
    const options = { words, creditsPerUsd: 10_000, timeZone: 'UTC', exportedAtMs: NOVEMBER_10 }
    expect(markdownOf(conversation, options)).toMatch(/\n## You\n/u)
  }
})

/** Some are nested more deeply than the reader that judges here can follow. */
function canBeJudged({ text }: { text: string }): boolean {
  try {
    marked.lexer(text)
    return true
  } catch {
    return false
  }
}
