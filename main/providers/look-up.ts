import { failed } from '../../shared/result.ts'
import type { Connection } from './provider.ts'

/** The answer where nobody can be asked, or where what was answered is of no use. */
export function costNotFound({ providerName }: Connection) {
  return failed({ kind: 'cost-not-found', providerName })
}
