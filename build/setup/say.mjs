/**
 * What the person sees while things are prepared: one plain line a step, with what and why.
 * Everything goes to standard error, so that standard output holds only a task's own result.
 */

const reminderMs = 15_000

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Says what is done, does it, and says how long it took. A long silence looks like a hang, so a
 * reminder follows every 15 seconds.
 *
 * @template Value
 * @param {string} line
 * @param {() => Promise<Value>} work
 * @param {(value: Value) => string} [outcome] one word or two for how it went
 * @returns {Promise<Value>}
 */
export async function step(line, work, outcome = () => 'done') {
  say(line)
  const startedAt = performance.now()
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1)
  const reminder = setInterval(() => say(`  still working, ${seconds()} s`), reminderMs)
  try {
    const value = await work()
    say(`  ${outcome(value)} in ${seconds()} s`)
    return value
  } finally {
    clearInterval(reminder)
  }
}
