import type { Failure } from '../../shared/failures.ts'
import { failureWords } from '../words/failure-words.ts'
import { notify } from './notices.ts'
import { creditsText } from './profile.ts'

/** Says in a notice why something could not be done, where nothing stands for it on the screen. */
export function tellFailure(failure: Failure): void {
  notify(failureWords(failure, creditsText).text)
}
