import type { ErrorBody } from './error-body.ts'
import type { Droppable } from './provider.ts'

/** What servers say of a field they do not take. */
const refused =
  /unsupported|not (?:be )?(?:support|permit|allow|enabl|recogni[sz]|accept|compatible)|does(?:n't| not) support|extra inputs?|extra_forbidden|unrecogni[sz]ed|unknown|unexpected|deprecated|only .{0,40}support|verified|cannot|can't|invalid|must be/i

/** The same, without what may only mean that a figure is too large. */
const refusedName =
  /unsupported|not (?:support|permit|allow|recogni[sz]|accept)|does(?:n't| not) support|extra inputs?|extra_forbidden|unrecogni[sz]ed|unknown|unexpected|deprecated|\binstead\b/i

/** Fields by the names they go by; the first that is named in a complaint is the one. */
const fields: readonly (readonly [RegExp, Droppable, RegExp])[] = [
  [/\bstream_options\b|\binclude_usage\b/i, 'stream_options', refused],
  [/\breasoning\.summary\b|\breasoning summar/i, 'reasoning_summary', refused],
  [/\bmax_(?:completion_)?tokens\b/i, 'max_tokens_name', refusedName],
  [/\btemperature\b/i, 'temperature', refused],
  [
    /\breasoning_(?:effort|format)\b|\breasoning(?:\.effort)?\b|\bthinking\b|\boutput_config\b|\bbudget_tokens\b|\beffort\b/i,
    'effort',
    refused,
  ],
  [/\bservice_tier\b/i, 'service_tier', refused],
  [/\bcache_control\b/i, 'cache_control', refused],
  [
    /\b(?:system|developer)[ '"`]*(?:role|message|prompt|instruction)|\brole[s'"` :]+(?:system|developer)\b|only user and assistant roles/i,
    'system',
    /not|only|unsupported|unknown|unexpected|invalid/i,
  ],
]

/**
 * The field a request was refused for, if it can be asked again without. Only a complaint (400 or
 * 422) that names it counts: a server that says nothing exact is not guessed at.
 */
export function unsupportedIn(
  status: number,
  said: Pick<ErrorBody, 'message' | 'codes'> & { param?: string | null },
): Droppable | undefined {
  if (status !== 400 && status !== 422) return undefined
  const words = [said.param ?? '', said.message, ...said.codes].join(' ')
  return fields.find(([name, , complaint]) => name.test(words) && complaint.test(words))?.[1]
}
