import { expect, type Locator, type Page } from 'playwright/test'
import type { PaidAnswer } from '../../shared/chat/message.ts'
import type { Budget } from '../../shared/ipc/shapes.ts'
import { paid, type PaidTurn } from '../helpers/paid.ts'
import type { FarthingWindow } from './farthing-window.ts'

/** What a person sees and reaches for, by role and visible name. */
export function messageField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Message', exact: true })
}

export function costLine(page: Page): Locator {
  return page.getByRole('status', { name: 'Cost of this turn' })
}

export function modelButton(page: Page): Locator {
  return page.getByRole('button', { name: /^Model: / })
}

export function answers(page: Page): Locator {
  return page.getByRole('article', { name: /^Answer from / })
}

export function receiptLine(answer: Locator): Locator {
  return answer.getByRole('button', { name: /^Receipt: / })
}

/** Opens the list of models and waits until its rows carry this turn's figures. */
export async function openPicker(page: Page): Promise<Locator> {
  await modelButton(page).click()
  const list = page.getByRole('listbox', { name: 'Models' })
  await list.waitFor()
  return list
}

/**
 * Types a model's name, so that its row is among the few in sight. Where several providers have
 * it, the one that is ready stands first.
 */
export async function findOption(page: Page, list: Locator, name: string): Promise<Locator> {
  await page.getByRole('textbox', { name: 'Find a model' }).fill(name)
  return list.getByRole('option', { name: new RegExp(`^${name}(?![.\\w])`) }).first()
}

export async function chooseModel(page: Page, name: string): Promise<void> {
  const list = await openPicker(page)
  // Only rows in sight are drawn, so it is found as a person finds it.
  await page.getByRole('textbox', { name: 'Find a model' }).fill(name)
  await (await findOption(page, list, name)).click()
  await expect(modelButton(page)).toHaveAccessibleName(`Model: ${name}`)
}

/** Writes a message and sends it with the button; resolves once it is on its way. */
export async function send(page: Page, text: string): Promise<void> {
  const countBefore = await answers(page).count()
  await messageField(page).fill(text)
  await expect(costLine(page)).not.toBeEmpty()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(answers(page)).toHaveCount(countBefore + 1)
}

/** Sends, and waits for the receipt of the answer. */
export async function sendAndWait(page: Page, text: string): Promise<Locator> {
  await send(page, text)
  const answer = answers(page).last()
  await receiptLine(answer).waitFor()
  return answer
}

/** The turns of the newest conversation, as the main process has them. */
export async function newestTurns({ call }: FarthingWindow): Promise<PaidTurn[]> {
  const [newest] = await call('conversation.list', {})
  if (!newest) throw new Error('There is no conversation yet')
  const { conversationId } = newest
  return (await call('conversation.open', { conversationId })).turns.map(paid)
}

export async function newestAnswer(window: FarthingWindow): Promise<PaidAnswer> {
  const turn = (await newestTurns(window)).at(-1)
  if (!turn) throw new Error('There is no turn yet')
  return turn.answer
}

/** The sum that must hold on every receipt whose turn has ended. */
export function expectReceiptToAddUp({ receipt }: PaidAnswer): void {
  const { reservedNanoUsd, overrunNanoUsd, spentNanoUsd, releasedNanoUsd } = receipt
  if (spentNanoUsd === null || releasedNanoUsd === null) throw new Error('The turn is not over')
  expect(reservedNanoUsd + overrunNanoUsd).toBe(spentNanoUsd + releasedNanoUsd)
}

/** Granted is available, reserved and spent; the first by definition, the rest as the entries say. */
export function expectBalancesToAddUp({ balances, availableNanoUsd }: Budget): void {
  const { grantedNanoUsd, reservedNanoUsd, spentNanoUsd, overrunNanoUsd } = balances
  expect(availableNanoUsd).toBe(grantedNanoUsd - reservedNanoUsd - spentNanoUsd - overrunNanoUsd)
}
