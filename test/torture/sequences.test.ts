import { expect, test } from 'vitest'
import { periodAt } from '../../main/ledger/calendar.ts'
import { startLedgerModel } from './sequence/ledger-model.ts'
import type { Step } from './sequence/ledger-steps.ts'
import { newImage, schemaObjects } from './sequence/memory-ledger.ts'
import { modelZones, monthAround } from './sequence/model-calendar.ts'
import { randomOfCase } from './part.ts'
import { startOfClock } from './sequence/play-sequence.ts'
import { divergenceOf, shorten, stepsOfCase } from './sequences.ts'

const SEED = 20_261_122

test('the sequences reach every answer and every kind of entry', () => {
  const answers = new Set<string>()
  const kinds = new Set<string>()
  let pageCount = 0
  for (let index = 0; index < 500; index += 1) {
    const model = startLedgerModel(startOfClock)
    for (const step of stepsOfCase(SEED, index)) {
      answers.add(`${step.do} ${model.take(step).split(' ')[0]}`)
    }
    for (const { kind } of model.entries()) kinds.add(kind)
    pageCount = Math.max(pageCount, model.pages().length)
  }
  expect([...kinds].toSorted()).toEqual(
    'adjust allow carry cover grant lower overrun release reserve settle topup'.split(' '),
  )
  for (const answer of [
    ...['done', 'refused', 'not-enough-credits', 'over-budget', 'no-budget', 'clock-jumped'].map(
      (one) => `reserve ${one}`,
    ),
    ...['envelope-short', 'above-turn-limit'].map((one) => `reserve ${one}`),
    ...['ended', 'already', 'refused'].flatMap((one) => [`settle ${one}`, `release ${one}`]),
    ...['adjusted', 'same', 'refused'].map((one) => `adjust ${one}`),
    ...['done', 'refused', 'clock-jumped'].flatMap((one) => [`budget ${one}`, `top-up ${one}`]),
    'dispatch done',
    'dispatch refused',
    'doubt done',
    'doubt refused',
    'reopen done',
    'envelope done',
    'no-envelope done',
    'no-envelope unknown-envelope',
    'limit done',
  ]) {
    expect(answers, answer).toContain(answer)
  }
  expect(pageCount).toBeGreaterThan(4)
})

test('a sequence is the same each time its seed and index are given', () => {
  expect(stepsOfCase(SEED, 17)).toEqual(stepsOfCase(SEED, 17))
  expect(stepsOfCase(SEED, 17)).not.toEqual(stepsOfCase(SEED, 18))
  expect(stepsOfCase(SEED, 17)).not.toEqual(stepsOfCase(SEED + 1, 17))
  expect(randomOfCase(1, 'sequences', 0).fraction()).toBe(0.6491817501373589)
})

test('the calendar of the model and the one of the program agree, on every day a period can begin', () => {
  for (const zone of modelZones) {
    for (let startDay = 1; startDay <= 28; startDay += 1) {
      let period = monthAround(startOfClock.atMs, startDay, zone)
      for (let month = 0; month < 18; month += 1) {
        expect(periodAt(period.startsAtMs, startDay, zone)).toEqual(period)
        expect(periodAt(period.endsAtMs - 1, startDay, zone)).toEqual(period)
        period = monthAround(period.endsAtMs, startDay, zone)
      }
    }
  }
})

test('a ledger that differs is noticed, and shown with the fewest steps that show it', () => {
  const steps: Step[] = [
    { do: 'budget', amount: 100 },
    { do: 'reserve', who: 'a1', amount: 60, allowed: 0 },
    { do: 'wait', ms: 5 },
    { do: 'dispatch', who: 'a1' },
    { do: 'settle', who: 'a1', amount: 70 },
    { do: 'reopen' },
  ]
  const image = newImage(
    schemaObjects().map((object) => ({
      ...object,
      sql: object.sql.replace('= spent_nano_usd + NEW.amount_nano_usd,', '= 1,'),
    })),
  )
  const goesWrong = (some: readonly Step[]): boolean => divergenceOf(some, image) !== null
  expect(shorten(steps, goesWrong).map((step) => step.do)).toEqual([
    'budget',
    'reserve',
    'dispatch',
    'settle',
  ])
})
