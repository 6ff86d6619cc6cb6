import type { Effort } from '../../shared/chat/message.ts'

/** One settled answer, as far as it says something about how long the next will be. */
export type LengthExample = {
  model: string
  effort: Effort | null
  conversationId: string | null
  questionBytes: number | null
  /** Its output tokens, in typical answers of that model. */
  timesTypical: number
}

const FEATURES = 7
type Features = Float64Array

/** A question of about fifty words: what is ordinary. */
const ORDINARY_QUESTION_BYTES = 300

/** How much the newest answer of a conversation moves what is usual in it. */
const CONVERSATION_MEMORY = 0.4

/** An answer counts half as much after so many others: people and models change. */
const HALF_LIFE_TURNS = 250

/** Answers that would have to say otherwise before what is assumed gives way by half. */
const ASSUMED_ANSWERS = 4
const ASSUMED_ANSWERS_OF_MODEL = 3

/** How a length is expected to follow a question, until a person's own turns say. */
const assumed = Float64Array.from([0, 0.1, 0, 0.35, 0.25, 0, 0])

/** Times the length without any wish, until turns say. */
const assumedEffort: Readonly<Record<Effort, number>> = { off: 0.6, low: 0.8, medium: 1.2, high: 2 }

/** What is usual in one conversation: of its questions and its answers, as logarithms. */
type Usual = { answers: number; lastAnswer: number; lastQuestion: number; turns: number }

const nothingUsual: Usual = { answers: 0, lastAnswer: 0, lastQuestion: 0, turns: 0 }

/**
 * How long answers are, learned from a person's own: the logarithm of a length is taken as a sum of
 * what this model with this effort usually writes, of how long the question is, and of how long the
 * answers and questions of this conversation were. The weights of that sum are those that miss the
 * settled answers least (least squares, newer ones counting more and outliers less); with few
 * answers they stay near what is assumed. A median, therefore, and not a mean: half of the answers
 * are longer.
 */
export function fitLengths(examples: readonly LengthExample[]) {
  const groups = new Map<string, number>()
  let weights: Features = assumed
  let usual = new Map<string, Usual>()
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = featuresOf(examples, groups)
    usual = seen.usual
    weights = fitWeights(examples, seen.features, groups, weights)
    fitGroups(examples, seen.features, groups, weights)
  }
  return {
    modelScale: (model: string, effort: Effort | null): number =>
      Math.exp(groupOf(groups, model, effort)),
    questionScale(conversationId: string | null, questionBytes: number): number {
      const before = (conversationId !== null && usual.get(conversationId)) || nothingUsual
      return Math.exp(dot(weights, features(before, questionBytes)))
    },
  }
}

const ROUNDS = 3

/** What was known before each answer, in the order in which they came. */
function featuresOf(examples: readonly LengthExample[], groups: ReadonlyMap<string, number>) {
  const usual = new Map<string, Usual>()
  const found = examples.map((example) => {
    const { conversationId, questionBytes, model, effort, timesTypical } = example
    const before = (conversationId !== null && usual.get(conversationId)) || nothingUsual
    const bytes = questionBytes ?? ORDINARY_QUESTION_BYTES
    if (conversationId !== null) {
      const answer = Math.log(timesTypical) - groupOf(groups, model, effort)
      usual.set(conversationId, after(before, answer, questionLog(bytes)))
    }
    return features(before, bytes)
  })
  return { features: found, usual }
}

function after(before: Usual, answer: number, question: number): Usual {
  const answers =
    before.turns === 0 ? answer : before.answers + CONVERSATION_MEMORY * (answer - before.answers)
  return { answers, lastAnswer: answer, lastQuestion: question, turns: before.turns + 1 }
}

function features(before: Usual, questionBytes: number): Features {
  const question = questionLog(questionBytes)
  const isFirst = before.turns === 0
  return Float64Array.from([
    1,
    question,
    question > 0 ? question : 0,
    before.answers,
    before.lastAnswer,
    isFirst ? 0 : question - before.lastQuestion,
    isFirst ? 1 : 0,
  ])
}

function questionLog(bytes: number): number {
  return Math.log((bytes + 30) / ORDINARY_QUESTION_BYTES)
}

/** Weighted ridge regression towards what is assumed. */
function fitWeights(
  examples: readonly LengthExample[],
  rows: readonly Features[],
  groups: ReadonlyMap<string, number>,
  before: Features,
): Features {
  const matrix = Array.from({ length: FEATURES }, () => new Float64Array(FEATURES))
  const right = new Float64Array(FEATURES)
  for (let one = 0; one < FEATURES; one += 1) {
    row(matrix, one)[one] = ASSUMED_ANSWERS
    right[one] = ASSUMED_ANSWERS * (assumed[one] ?? 0)
  }
  examples.forEach(({ model, effort, timesTypical }, index) => {
    const known = rows[index] ?? assumed
    const target = Math.log(timesTypical) - groupOf(groups, model, effort)
    const weight = weightOf(target - dot(before, known), examples.length - index)
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

/** What each model writes beyond what the question explains, and each effort beyond its model. */
function fitGroups(
  examples: readonly LengthExample[],
  rows: readonly Features[],
  groups: Map<string, number>,
  weights: Features,
): void {
  for (const name of [modelName, effortName]) {
    const sums = new Map<string, { sum: number; weight: number }>()
    examples.forEach(({ model, effort, timesTypical }, index) => {
      const key = name(model, effort)
      const rest = Math.log(timesTypical) - dot(weights, rows[index] ?? assumed)
      const missed = rest - groupOf(groups, model, effort)
      const weight = weightOf(missed, examples.length - index)
      const own = sums.get(key) ?? { sum: 0, weight: ASSUMED_ANSWERS_OF_MODEL }
      own.sum += weight * (missed + (groups.get(key) ?? 0))
      own.weight += weight
      sums.set(key, own)
    })
    for (const [key, { sum, weight }] of sums) groups.set(key, sum / weight)
  }
}

/** What is usual for a model with an effort: its own, and how that effort differs from it. */
function groupOf(
  groups: ReadonlyMap<string, number>,
  model: string,
  effort: Effort | null,
): number {
  const assumedDifference = effort === null ? 0 : Math.log(assumedEffort[effort])
  return (
    (groups.get(modelName(model)) ?? 0) +
    (groups.get(effortName(model, effort)) ?? 0) +
    assumedDifference
  )
}

function modelName(model: string): string {
  return model
}

function effortName(model: string, effort: Effort | null): string {
  return `${model} ${effort ?? 'its own'}`
}

/** Newer answers count more. One that is far off counts less: it says little about the next. */
function weightOf(missed: number, age: number): number {
  const outlier = Math.abs(missed) > OUTLIER ? OUTLIER / Math.abs(missed) : 1
  return outlier * 0.5 ** (age / HALF_LIFE_TURNS)
}

/** As a logarithm: nearly twice as long, or nearly half. */
const OUTLIER = 0.6

function dot(one: Features, other: Features): number {
  let sum = 0
  for (let index = 0; index < FEATURES; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}

function row(matrix: readonly Float64Array[], index: number): Float64Array {
  const found = matrix[index]
  if (!found) throw new RangeError(`There is no row ${index}`)
  return found
}

/** Gauss's elimination. The matrix is positive definite: what is assumed stands on its diagonal. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Features {
  for (let pivot = 0; pivot < FEATURES; pivot += 1) {
    for (let below = pivot + 1; below < FEATURES; below += 1) {
      const times = (row(matrix, below)[pivot] ?? 0) / (row(matrix, pivot)[pivot] ?? 1)
      for (let column = pivot; column < FEATURES; column += 1) {
        const line = row(matrix, below)
        line[column] = (line[column] ?? 0) - times * (row(matrix, pivot)[column] ?? 0)
      }
      right[below] = (right[below] ?? 0) - times * (right[pivot] ?? 0)
    }
  }
  const solution = new Float64Array(FEATURES)
  for (let pivot = FEATURES - 1; pivot >= 0; pivot -= 1) {
    let rest = right[pivot] ?? 0
    for (let column = pivot + 1; column < FEATURES; column += 1) {
      rest -= (row(matrix, pivot)[column] ?? 0) * (solution[column] ?? 0)
    }
    solution[pivot] = rest / (row(matrix, pivot)[pivot] ?? 1)
  }
  return solution
}
