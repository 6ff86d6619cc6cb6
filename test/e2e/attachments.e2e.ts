import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import {
  answers,
  chooseModel,
  costLine,
  messageField,
  modelButton,
  receiptLine,
  send,
} from './at-the-window.ts'
import { expectAccessible } from './expect-accessible.ts'
import { expect, test } from './farthing-test.ts'
import { oneServer, ownModel, setUp } from './one-server.ts'
import { tabTo } from './tab-to.ts'
import { japanesePdf, pdf } from '../helpers/pdf.ts'

/** Two points by two, red. */
const redImage = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR4nGM4ISd3Qk6OAUIBAB8mBBG4glMAAAAAAElFTkSuQmCC',
  'base64',
)
const plan = 'Seq Scan on bookings  (cost=0.00..40123.00 rows=1)\n'.repeat(40)

test('an image and a text file go with a message: each says what it adds, and both stay with it', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, folder } = window
  await setUp(window, server)
  await attach(page, await files(folder, ['boat.png', redImage], ['plan.txt', plan]))
  await messageField(page).fill('What is the expensive part?')
  for (const name of ['boat.png', 'plan.txt']) {
    await expect(chip(page, name)).toContainText(/adds about [\d.,<]+/)
  }
  await expect(costLine(page)).toContainText(/about .+ credits, at most/)
  await expectAccessible(window, 'attachments of a draft')

  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await receiptLine(answers(page)).waitFor()

  await expect(chips(page)).toHaveCount(0)
  const body = JSON.stringify(server.requests().at(-1)?.body)
  expect(body).toContain(redImage.toString('base64'))
  expect(body).toContain('Seq Scan on bookings')
  await expectSentImage(page)
  await page.getByText('plan.txt', { exact: true }).click()
  await expect(page.getByLabel('plan.txt', { exact: true })).toContainText('Seq Scan on bookings')
  await expectAccessible(window, 'attachments of a message')

  await window.quit()
  const again = await stage.start({ folder })
  await again.page.getByRole('button', { name: /^What is the expensive part/ }).click()
  await expectSentImage(again.page)
})

test('an image alone can be sent, without a word', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, folder } = window
  await setUp(window, server)
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled()

  await attach(page, await files(folder, ['boat.png', redImage]))
  await page.getByRole('button', { name: 'Send', exact: true }).click()

  await receiptLine(answers(page)).waitFor()
  expect(JSON.stringify(server.requests().at(-1)?.body)).toContain(redImage.toString('base64'))
})

test('what is neither text nor an image is refused in words; the rest is attached', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, folder } = window
  await setUp(window, server)

  await attach(
    page,
    await files(
      folder,
      ['program.bin', Buffer.from([77, 90, 0, 3])],
      ['broken.png', Buffer.from('no image')],
      ['empty.txt', ''],
      ['plan.txt', plan],
    ),
  )

  const said = page.getByRole('alert')
  for (const name of ['program.bin', 'broken.png', 'empty.txt']) {
    await expect(said).toContainText(`“${name}”`)
  }
  await expect(chips(page)).toHaveCount(1)
  await expect(chip(page, 'plan.txt')).toBeVisible()
  await expectAccessible(window, 'files that were not attached')
  await page.getByRole('button', { name: 'Close this note' }).click()
  await expect(said).toBeHidden()
})

test('the text of a PDF goes along, and what of it cannot is said; encodings are told apart', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, folder } = window
  await setUp(window, server)
  await attach(
    page,
    await files(
      folder,
      ['tides.pdf', pdf(['The tide is high at noon.', null, 'It is low at six.'])],
      ['minato.pdf', japanesePdf()],
      ['locked.pdf', pdf(['Nobody reads this.'], true)],
      ['scan.pdf', pdf([null, null])],
      ['broken.pdf', '%PDF-1.7\nand nothing that follows from it'],
      ['menu.txt', Buffer.from('caf\xe9 cr\xe8me', 'latin1')],
      ['wide.txt', Buffer.from('\ufeffGr\xfc\xdfe', 'utf16le')],
    ),
  )

  await expect(chip(page, 'tides.pdf')).toContainText('3 pages, text only, one has none')
  await expect(chip(page, 'tides.pdf')).toContainText(/adds about [\d.,<]+/)
  await expect(chip(page, 'menu.txt')).toContainText('read as Latin-1')
  await expect(chip(page, 'minato.pdf')).toContainText('one page, text only')
  await expect(chips(page)).toHaveCount(4)
  const said = page.getByRole('alert')
  await expect(said).toContainText('“locked.pdf” is protected by a password.')
  await expect(said).toContainText('“scan.pdf” has no text: its pages are images.')
  await expect(said).toContainText('“broken.pdf” is damaged')
  await expectAccessible(window, 'a PDF and files that were refused')

  await page.getByRole('button', { name: 'Remove menu.txt' }).focus()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('button', { name: 'Remove wide.txt' })).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('button', { name: 'Remove minato.pdf' })).toBeFocused()
  await send(page, 'When is the tide high?')
  await receiptLine(answers(page)).waitFor()
  const body = JSON.stringify(server.requests().at(-1)?.body)
  expect(body).toContain('[Page 1]\\nThe tide is high at noon.')
  expect(body).toContain('[Page 3]\\nIt is low at six.')
  expect(body).toContain('日本')
  expect(body).toContain('Grüße')
  expect(body).not.toContain('café')
})

test('what an attachment adds follows the model; a long paste can become one', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)
  await messageField(page).fill('Which line is wrong? ')
  await paste(page, `${plan}${'0123456789\n'.repeat(800)}`)
  await page.getByRole('button', { name: 'Attach as a file' }).click()

  await expect(messageField(page)).toHaveValue('Which line is wrong? ')
  await expect(messageField(page)).toBeFocused()
  const added = chip(page, 'pasted 1.txt')
  const addsOnSol = await addsIn(added)
  await chooseModel(page, 'GPT-6 Astra')
  await expect.poll(() => addsIn(added)).toBeGreaterThan(addsOnSol * 3)
  await send(page, 'Which line is wrong?')
  await receiptLine(answers(page)).waitFor()
  expect(JSON.stringify(server.requests().at(-1)?.body)).toContain('pasted 1.txt:')
})

test('a pasted image and a dropped file are attached', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page } = window
  await setUp(window, server)

  await transfer(page, 'paste', 'shot.png', 'image/png', redImage.toString('base64'))
  await expect(chip(page, 'shot.png')).toBeVisible()

  await transfer(page, 'drop', 'notes.md', 'text/markdown', btoa('# Moorings'))
  await expect(chip(page, 'notes.md')).toBeVisible()
})

test('attachments stay with their draft, and the keyboard takes them back', async ({ stage }) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, folder } = window
  await setUp(window, server)
  await send(page, 'A first conversation')
  await receiptLine(answers(page)).waitFor()
  await attach(page, await files(folder, ['plan.txt', plan]))
  await expect(chip(page, 'plan.txt')).toBeVisible()

  await page.getByRole('button', { name: /^New chat/ }).click()
  await expect(chips(page)).toHaveCount(0)
  await page.getByRole('button', { name: /^A first conversation/ }).click()
  await expect(chip(page, 'plan.txt')).toBeVisible()

  await tabTo(page, page.getByRole('button', { name: 'Remove plan.txt' }))
  await page.keyboard.press('Enter')
  await expect(chips(page)).toHaveCount(0)
})

test('a model that cannot see is said before sending, and gets the names of images instead', async ({
  stage,
}) => {
  const server = await stage.provider(oneServer())
  const window = await stage.start()
  const { page, call, folder } = window
  await setUp(window, server)
  await call('providers.addCustom', {
    name: 'Harbour server',
    address: server.address,
    models: [{ modelId: ownModel.id, typedInputUsd: '1', typedOutputUsd: '1' }],
  })
  await attach(page, await files(folder, ['boat.png', redImage]))
  await send(page, 'What is this?')
  await receiptLine(answers(page)).waitFor()
  const line = page.getByText(`${ownModel.name} cannot see images.`)
  await expect(line).toBeHidden()

  await chooseModel(page, ownModel.name)
  await expect(line).toHaveText(
    `${ownModel.name} cannot see images. It gets the name of the image instead.`,
  )
  await expectAccessible(window, 'a model that cannot see')
  await send(page, 'And now?')
  await expect(receiptLine(answers(page).last())).toBeVisible()
  const body = JSON.stringify(server.requests().at(-1)?.body)
  expect(body).toContain('boat.png')
  expect(body).not.toContain(redImage.toString('base64'))

  await page.getByRole('button', { name: 'Pick a model that sees' }).click()
  const list = page.getByRole('listbox', { name: 'Models' })
  await expect(list.getByRole('option', { name: /^GPT-6 Sol/ })).toBeVisible()
  await expect(list.getByRole('option', { name: new RegExp(`^${ownModel.name}`) })).toHaveCount(0)
  await list.getByRole('option', { name: /^GPT-6 Sol/ }).click()
  await expect(modelButton(page)).toHaveAccessibleName('Model: GPT-6 Sol')
  await expect(line).toBeHidden()
})

function chips(page: Page): Locator {
  return page.getByRole('list', { name: 'Attached' }).getByRole('listitem')
}

function chip(page: Page, name: string): Locator {
  return chips(page).filter({ hasText: name })
}

async function attach(page: Page, paths: readonly string[]): Promise<void> {
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  await (await chosen).setFiles([...paths])
}

/** The credits that a chip says it adds; waits until it says any. */
async function addsIn(added: Locator): Promise<number> {
  await expect(added).toContainText(/adds about/)
  const [, credits = ''] = /adds about ([\d.,]+)/u.exec(await added.innerText()) ?? []
  return Number(credits.replaceAll(',', ''))
}

/** As the system hands over a text: no test can reach its clipboard. */
async function paste(page: Page, text: string): Promise<void> {
  await messageField(page).evaluate((field, given) => {
    const data = new DataTransfer()
    data.setData('text/plain', given)
    const options = { bubbles: true, cancelable: true, clipboardData: data }
    const goesOn = field.dispatchEvent(new ClipboardEvent('paste', options))
    if (goesOn) document.execCommand('insertText', false, given)
  }, text)
}

async function files(
  folder: string,
  ...contents: readonly (readonly [string, string | Buffer])[]
): Promise<string[]> {
  const paths = contents.map(([name]) => join(folder, name))
  for (const [place, [, content]] of contents.entries()) {
    await writeFile(paths[place] ?? '', content)
  }
  return paths
}

/** The image is there with its own size, and not only its place. */
async function expectSentImage(page: Page): Promise<void> {
  const image = page.getByRole('img', { name: 'boat.png' })
  await expect(image).toBeVisible()
  await expect
    .poll(() => image.evaluate((element) => (element as HTMLImageElement).currentSrc.slice(0, 5)))
    .toBe('blob:')
  expect(await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(2)
}

/** As the system hands over a file: no test can reach its clipboard or drag over its windows. */
async function transfer(
  page: Page,
  how: 'paste' | 'drop',
  name: string,
  type: string,
  base64: string,
): Promise<void> {
  await messageField(page).evaluate(
    (field, given) => {
      const bytes = Uint8Array.from(atob(given.base64), (character) => character.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], given.name, { type: given.type }))
      const options = { bubbles: true, cancelable: true }
      field.dispatchEvent(
        given.how === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: data })
          : new DragEvent('drop', { ...options, dataTransfer: data }),
      )
    },
    { how, name, type, base64 },
  )
}
