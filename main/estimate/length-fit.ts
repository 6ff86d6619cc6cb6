import type { Effort } from '../../shared/chat/message.ts'
import { fitCues } from './cue-fit.ts'
import { row, solve } from './least-squares.ts'

/** One settled answer, as far as it says something about how long the next will be. */
export type LengthExample = {
  model: string
  effort: Effort | null
  conversationId: string | null
  questionBytes: number | null
  /** What its question says it wants. */
  cues: readonly number[]
  /** Its output tokens, in typical answers of that model. */
  timesTypical: number
}

const FEATURES = 10
type Features = Float64Array

/** A question of about fifty words: what is ordinary. */
const ORDINARY_QUESTION_BYTES = 300

/** How much the newest answer of a conversation moves what is usual in it, at the least and at most. */
const CONVERSATION_MEMORY = 0.15
const MOST_MOVED = 1

/** An answer counts half as much after so many others: people and models change. */
const HALF_LIFE_TURNS = 400

/** Answers that would have to say otherwise before what is assumed gives way by half. */
const ASSUMED_ANSWERS = 4
const ASSUMED_ANSWERS_OF_GROUP = 3

/** How a length is expected to follow a question, until a person's own turns say. */
const assumed = Float64Array.from([0, 0.05, 0, 0.5, 0.15, 0.6, 0, 0, 0.1, 0])

/** Times the length without any wish, until turns say. */
const assumedEffort: Readonly<Record<Effort, number>> = { off: 0.6, low: 0.8, medium: 1.2, high: 2 }

/** How answers follow questions within a conversation, until it says: hardly. */
const ASSUMED_SLOPE = 0.2
const ASSUMED_SLOPE_WEIGHT = 1

/** What is usual in one conversation: its questions and answers, as logarithms. */
type Usual = {
  turns: number
  answers: number
  lastAnswer: number
  sumQuestion: number
  sumAnswer: number
  sumSquare: number
  sumProduct: number
}

const nothingUsual: Usual = {
  turns: 0,
  answers: 0,
  lastAnswer: 0,
  sumQuestion: 0,
  sumAnswer: 0,
  sumSquare: 0,
  sumProduct: 0,
}

/**
 * How long answers are, learned from a person's own: the logarithm of a length is taken as a sum of
 * what this model with this effort usually writes, of how long the question is, and of how long the
 * answers of this conversation were and how they followed its questions, and, where there are few
 * of those, of the words by which the question says what it wants. The weights of that sum are
 * those that miss the settled answers least (least squares, newer ones counting more and outliers
 * less); with few answers they stay near what is assumed. A median, therefore, and not a mean: half
 * of the answers are longer.
 */
export function fitLengths(examples: readonly LengthExample[]) {
  const groups = openGroups(examples)
  const explained = new Float64Array(examples.length)
  let weights: Features = assumed
  let usual = new Map<string, Usual>()
  let effects: Float64Array | null = null
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = featuresOf(examples, groups.ofExample)
    usual = seen.usual
    const targets = examples.map(
      ({ timesTypical }, index) => Math.log(timesTypical) - (explained[index] ?? 0),
    )
    weights = fitWeights(targets, seen.features, groups.ofExample, weights)
    groups.fit(targets, seen.features, weights)
    const known = examples.map(({ cues, timesTypical }, index) => {
      const row = seen.features[index] ?? assumed
      const missed = Math.log(timesTypical) - dot(weights, row) - (groups.ofExample[index] ?? 0)
      const weight = weightOf(missed, examples.length - index)
      return { cues, missed, weight, heard: seen.heard[index] ?? 0 }
    })
    effects = fitCues(known)
    for (const [index, { cues, heard }] of known.entries()) {
      explained[index] = heard * effectOf(cues, effects)
    }
  }
  return {
    modelScale: (model: string, effort: Effort | null): number =>
      Math.exp(groups.of(model, effort)),
    questionScale(
      conversationId: string | null,
      questionBytes: number,
      cues: readonly number[],
    ): number {
      const before = (conversationId !== null && usual.get(conversationId)) || nothingUsual
      const said = effects ? heardAfter(before.turns) * effectOf(cues, effects) : 0
      return Math.exp(dot(weights, features(before, questionLog(questionBytes))) + said)
    },
  }
}

/** What words say counts less once answers of the same conversation say more. */
function heardAfter(turns: number): number {
  return 1 / (1 + turns)
}

function effectOf(cues: readonly number[], effects: Float64Array): number {
  let sum = 0
  for (const cue of cues) sum += effects[cue] ?? 0
  return clamp(sum, -MOST_SAID, MOST_SAID)
}

/** As a logarithm: words make an answer at most 20 times longer or shorter. */
const MOST_SAID = 3

const ROUNDS = 3

/** What was known before each answer, in the order in which they came. */
function featuresOf(examples: readonly LengthExample[], groups: Float64Array) {
  const usual = new Map<string, Usual>()
  const heard = new Float64Array(examples.length)
  const found = examples.map(({ conversationId, questionBytes, timesTypical }, index) => {
    const before = (conversationId !== null && usual.get(conversationId)) || nothingUsual
    const question = questionLog(questionBytes ?? ORDINARY_QUESTION_BYTES)
    heard[index] = heardAfter(before.turns)
    if (conversationId !== null) {
      const answer = Math.log(timesTypical) - (groups[index] ?? 0)
      usual.set(conversationId, after(before, answer, question))
    }
    return features(before, question)
  })
  return { features: found, heard, usual }
}

function after(before: Usual, answer: number, question: number): Usual {
  const memory = Math.max(CONVERSATION_MEMORY, 1 / (before.turns + 1))
  const moved = clamp(answer, before.answers - MOST_MOVED, before.answers + MOST_MOVED)
  return {
    turns: before.turns + 1,
    answers: before.turns === 0 ? answer : before.answers + memory * (moved - before.answers),
    lastAnswer: answer,
    sumQuestion: before.sumQuestion + question,
    sumAnswer: before.sumAnswer + answer,
    sumSquare: before.sumSquare + question * question,
    sumProduct: before.sumProduct + question * answer,
  }
}

/** First turns and later ones are weighed apart: the former know the question alone. */
function features(before: Usual, question: number): Features {
  const { turns } = before
  const known = new Float64Array(FEATURES)
  if (turns === 0) {
    known[7] = 1
    known[8] = question
    known[9] = question > 0 ? question : 0
    return known
  }
  known[0] = 1
  known[1] = question
  known[2] = question > 0 ? question : 0
  known[3] = before.answers
  known[4] = before.lastAnswer
  known[5] = slopeOf(before) * (question - before.sumQuestion / turns)
  known[6] = before.sumAnswer / turns / turns
  return known
}

/** How much longer answers are for longer questions, within one conversation. */
function slopeOf({ turns, sumQuestion, sumAnswer, sumSquare, sumProduct }: Usual): number {
  const square = sumSquare - (sumQuestion * sumQuestion) / turns
  const product = sumProduct - (sumQuestion * sumAnswer) / turns
  const slope = (product + ASSUMED_SLOPE * ASSUMED_SLOPE_WEIGHT) / (square + ASSUMED_SLOPE_WEIGHT)
  return clamp(slope, -0.3, 1.2)
}

function clamp(figure: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, figure))
}

function questionLog(bytes: number): number {
  return Math.log((bytes + 30) / ORDINARY_QUESTION_BYTES)
}

/** Weighted ridge regression towards what is assumed. */
function fitWeights(
  targets: readonly number[],
  rows: readonly Features[],
  groups: Float64Array,
  before: Features,
): Features {
  const matrix = Array.from({ length: FEATURES }, () => new Float64Array(FEATURES))
  const right = new Float64Array(FEATURES)
  for (let one = 0; one < FEATURES; one += 1) {
    row(matrix, one)[one] = ASSUMED_ANSWERS
    right[one] = ASSUMED_ANSWERS * (assumed[one] ?? 0)
  }
  targets.forEach((whole, index) => {
    const known = rows[index] ?? assumed
    const target = whole - (groups[index] ?? 0)
    const weight = weightOf(target - dot(before, known), targets.length - index)
    for (let one = 0; one < FEATURES; one += 1) {
      const scaled = weight * (known[one] ?? 0)
      right[one] = (right[one] ?? 0) + scaled * target
      const line = row(matrix, one)
      for (let other = 0; other < FEATURES; other += 1) {
        line[other] = (line[other] ?? 0) + scaled * (known[other] ?? 0)
      }
    }
  })
  return solve(matrix, right)
}

/** What is usual for each model, and for each effort beyond its model: numbered for the many rounds. */
function openGroups(examples: readonly LengthExample[]) {
  const numbers = new Map<string, number>()
  const numberOf = (name: string): number => {
    const number = numbers.get(name) ?? numbers.size
    numbers.set(name, number)
    return number
  }
  const models = examples.map(({ model }) => numberOf(model))
  const efforts = examples.map(({ model, effort }) => numberOf(effortName(model, effort)))
  const assumedOf = examples.map(({ effort }) => assumedDifference(effort))
  const usual = new Float64Array(numbers.size)
  const ofExample = Float64Array.from(assumedOf)

  /** The mean of what is still missed, drawn to nothing while few answers say so. */
  function fitEach(
    of: readonly number[],
    targets: readonly number[],
    rows: readonly Features[],
    weights: Features,
  ): void {
    const sums = new Float64Array(usual.length)
    const counts = new Float64Array(usual.length).fill(ASSUMED_ANSWERS_OF_GROUP)
    targets.forEach((target, index) => {
      const group = of[index] ?? 0
      const missed = target - dot(weights, rows[index] ?? assumed) - (ofExample[index] ?? 0)
      const weight = weightOf(missed, targets.length - index)
      sums[group] = (sums[group] ?? 0) + weight * (missed + (usual[group] ?? 0))
      counts[group] = (counts[group] ?? 0) + weight
    })
    for (const group of new Set(of)) usual[group] = (sums[group] ?? 0) / (counts[group] ?? 1)
    examples.forEach((_, index) => {
      ofExample[index] =
        (usual[models[index] ?? 0] ?? 0) +
        (usual[efforts[index] ?? 0] ?? 0) +
        (assumedOf[index] ?? 0)
    })
  }

  const known = (name: string): number => usual[numbers.get(name) ?? -1] ?? 0
  return {
    ofExample,
    fit(targets: readonly number[], rows: readonly Features[], weights: Features): void {
      fitEach(models, targets, rows, weights)
      fitEach(efforts, targets, rows, weights)
    },
    of: (model: string, effort: Effort | null): number =>
      known(model) + known(effortName(model, effort)) + assumedDifference(effort),
  }
}

function effortName(model: string, effort: Effort | null): string {
  return `${model} ${effort ?? 'its own'}`
}

function assumedDifference(effort: Effort | null): number {
  return effort === null ? 0 : Math.log(assumedEffort[effort])
}

/** Newer answers count more. One that is far off counts less: it says little about the next. */
function weightOf(missed: number, age: number): number {
  const outlier = Math.abs(missed) > OUTLIER ? OUTLIER / Math.abs(missed) : 1
  return outlier * 0.5 ** (age / HALF_LIFE_TURNS)
}

/** As a logarithm: longer or shorter by two fifths. */
const OUTLIER = 0.35

function dot(one: Features, other: Features): number {
  let sum = 0
  for (let index = 0; index < FEATURES; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}
