import { createHash } from 'node:crypto'
import type { Part } from '../../shared/chat/part.ts'
import { png } from '../helpers/images.ts'
import type { ProfileOnDisk } from '../helpers/profile-on-disk.ts'

const bytes = png(3, 2)

export const IMAGE = {
  attachmentId: createHash('sha256').update(bytes).digest('hex'),
  mediaType: 'image/png',
  widthPx: 3,
  heightPx: 2,
  sizeBytes: bytes.length,
} as const

export const words = {
  you: 'You',
  answer: 'Answer',
  untitled: 'Untitled',
  started: 'Started',
  exported: 'Exported',
  models: 'Models',
  credits: 'Credits',
  notKnown: 'not known yet',
  thinking: 'Thinking',
  image: 'Image',
  file: 'File',
  tool: 'Tool',
}

/** 20 September 2026, 08:00 UTC. */
const START = Date.UTC(2026, 8, 20, 8)

/** A conversation `c1`: a paid turn with an image and a file, and after it two versions of another. */
export function addPaidTurn({ database, storage }: ProfileOnDisk): void {
  const { sizeBytes: _, ...image } = IMAGE
  storage.attachments.add({ ...image, createdAtMs: START }, bytes)
  database
    .prepare(
      `INSERT INTO conversation(id, title, options_json, created_at_ms, updated_at_ms)
       VALUES('c1', 'Cats', '{"systemText":"Be kind."}', ?, ?)`,
    )
    .run(START, START + 60_000)
  const turn = database.prepare(
    `INSERT INTO turn(id, conversation_id, parent_id, position, is_shown, created_at_ms)
     VALUES(?, 'c1', ?, ?, ?, ?)`,
  )
  const message = database.prepare(
    `INSERT INTO message(turn_id, role, state, parts_json, attempt_id, provider_id, model_id,
       provider_name, model_name, created_at_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const say = (
    id: string,
    [asked, answered]: [Part[], Part[]],
    atMs: number,
    attemptId: string | null,
  ): void => {
    const by = ['test', 'heavy', 'Test', 'Heavy']
    message.run(id, 'user', 'written', JSON.stringify(asked), null, null, null, null, null, atMs)
    const parts = JSON.stringify(answered)
    message.run(id, 'assistant', 'completed', parts, attemptId, ...by, atMs + 1_000)
  }
  const text = (said: string): Part => ({ type: 'text', text: said })
  turn.run('t1', null, 1, 1, START)
  say(
    't1',
    [
      [
        { type: 'image', name: 'cat.png', ...IMAGE },
        { type: 'file', name: 'cats.csv', text: 'name,age\n```' },
        text('Which cat?\n# You'),
      ],
      [
        { type: 'thinking', text: 'A cat.', provider: 'test', opaque: 'secret signature' },
        text('The **grey** one. <script>alert(1)</script>\n\n```js\nlet open = "<b>"'),
      ],
    ],
    START,
    'a1',
  )
  turn.run('t2', 't1', 2, 0, START + 30_000)
  say('t2', [[text('Why?')], [text('Ears.')]], START + 30_000, null)
  turn.run('t3', 't1', 2, 1, START + 60_000)
  say('t3', [[text('Why not?')], [text('Tail.')]], START + 60_000, null)
}
