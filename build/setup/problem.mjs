/**
 * A failure we expect and can explain. Its message is a plain sentence that says what to do, so
 * it is printed without a stack trace.
 */
export class Problem extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message)
    this.name = 'Problem'
  }
}
