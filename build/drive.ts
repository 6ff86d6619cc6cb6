import path from 'node:path'
import { errors, type Page } from 'playwright'
import { isPaid, type PaidAnswer, sameModel } from '../shared/chat/message.ts'
import type { Bridge, Input, Output } from '../shared/ipc/contract.ts'
import type { CallName } from '../shared/ipc/names.ts'
import { quoteAt } from '../shared/ipc/quote-at.ts'
import { lastLines } from './setup/command.mjs'
import { Problem } from './setup/problem.mjs'

const question = 'How do I bleed a radiator that stays cold at the top?'
const answerTimeoutMs = 60_000
const pollMs = 100

/** What one practice turn cost, in nano-USD, read through the window as a screen reads it. */
export type DemoResult = {
  readonly model: string
  readonly estimate: { readonly expectedNanoUsd: number; readonly ceilingNanoUsd: number }
  readonly reservedNanoUsd: number
  readonly spentNanoUsd: number
  readonly releasedNanoUsd: number
  readonly availableNanoUsd: number
  readonly creditsPerUsd: number
  readonly quality: string
  readonly screenshots: readonly string[]
}

/**
 * One whole turn in the practice profile, done as a person does it: by the names on the screen.
 *
 * @param screenshotFolder where pictures go, each in light and dark
 */
export async function drivePracticeTurn(page: Page, screenshotFolder: string): Promise<DemoResult> {
  try {
    return await driveTurn(page, screenshotFolder)
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    const file = path.join(screenshotFolder, 'stuck.png')
    await page.screenshot({ path: file })
    throw new Problem(
      `The app did not show what was waited for; see ${file}.\n${lastLines(error.message)}`,
    )
  }
}

async function driveTurn(page: Page, screenshotFolder: string): Promise<DemoResult> {
  const screenshots: string[] = []
  const look = async (name: string): Promise<void> => {
    screenshots.push(...(await takeScreenshots(page, screenshotFolder, name)))
  }
  const message = page.getByRole('textbox', { name: 'Message', exact: true })
  await message.waitFor()
  const profile = await call(page, 'profile.read', {})
  if (profile.name !== 'practice') {
    throw new Problem('The app did not open the practice profile, so nothing was typed into it.')
  }

  await message.fill(question)
  const cost = page.getByRole('status', { name: 'Cost of this turn' })
  await cost.filter({ hasText: /about .* credits, at most / }).waitFor()
  const quotes = await call(page, 'estimate.quote', { conversationId: null, draft: question })
  const { models } = await call(page, 'catalog.read', {})
  await look('cost')

  await page.getByRole('button', { name: /^Model: / }).click()
  await page.getByRole('listbox', { name: 'Models' }).waitFor()
  await look('picker')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const answer = await endedAnswer(page)
  await page.getByRole('button', { name: /^Receipt: / }).click()
  await page.getByText('What was used').waitFor()
  await look('receipt')

  const { receipt } = answer
  const place = models.findIndex(({ key }) => sameModel(key, answer.model))
  const quote = quoteAt(quotes, place, answer.model)
  const budget = await call(page, 'budget.read', {})
  const { spentNanoUsd, releasedNanoUsd } = receipt
  if (spentNanoUsd === null || releasedNanoUsd === null) {
    throw new Problem('The turn ended, but its cost is not certain. That is a fault in Farthing.')
  }
  return {
    model: answer.modelName,
    estimate: {
      expectedNanoUsd: quote.expectedNanoUsd ?? receipt.expectedNanoUsd,
      ceilingNanoUsd: quote.ceilingNanoUsd ?? receipt.reservedNanoUsd,
    },
    reservedNanoUsd: receipt.reservedNanoUsd,
    spentNanoUsd,
    releasedNanoUsd,
    availableNanoUsd: budget.availableNanoUsd,
    creditsPerUsd: profile.settings.creditsPerUsd,
    quality: receipt.quality ?? 'unknown',
    screenshots,
  }
}

/** The sum that must hold on every receipt of a turn that stayed within its reservation. */
export function checkSum(result: DemoResult): void {
  const { reservedNanoUsd, spentNanoUsd, releasedNanoUsd } = result
  if (reservedNanoUsd === spentNanoUsd + releasedNanoUsd) return
  throw new Problem(
    `The receipt does not add up: ${reservedNanoUsd} reserved is not ${spentNanoUsd} spent plus ` +
      `${releasedNanoUsd} released (nano-USD). That is a fault in Farthing.`,
  )
}

async function endedAnswer(page: Page): Promise<PaidAnswer> {
  const deadline = Date.now() + answerTimeoutMs
  while (Date.now() < deadline) {
    const [summary] = await call(page, 'conversation.list', {})
    if (summary) {
      const { conversationId } = summary
      const { turns } = await call(page, 'conversation.open', { conversationId })
      const answer = turns.at(-1)?.answer
      if (answer && answer.state !== 'writing' && isPaid(answer)) return answer
    }
    await page.waitForTimeout(pollMs)
  }
  throw new Problem(`The answer did not end within ${answerTimeoutMs / 1000} s.`)
}

async function call<Name extends CallName>(
  page: Page,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const result = await page.evaluate(
    ([calledName, givenInput]) => {
      const { farthing } = globalThis as unknown as { farthing: Bridge }
      return farthing.call(calledName as Name, givenInput as Input<Name>)
    },
    [name, input] as const,
  )
  if (result.ok) return result.value
  throw new Problem(`${name} answered with a failure: ${JSON.stringify(result.failure)}`)
}

async function takeScreenshots(
  page: Page,
  folder: string,
  name: string,
): Promise<readonly string[]> {
  const files: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const file = path.join(folder, `${name}-${colorScheme}.png`)
    await page.screenshot({ path: file })
    files.push(file)
  }
  await page.emulateMedia({ colorScheme: null })
  return files
}
