import { isRecord, readJson, readList, readRecord, readText } from './read-loosely.ts'

/** What can be made of the many shapes in which providers say that something is wrong. */
export type ErrorBody = {
  /** The provider's own words, not yet redacted; empty when it gave none. */
  message: string
  /** Codes and types it named, in lower case, most telling first. */
  codes: readonly string[]
  /** The field of the request it is about, as OpenAI names it; empty when it names none. */
  param: string
  /** A status given inside the body, as OpenRouter and Gemini do. */
  status: number | null
  /** A delay given inside the body, as Gemini does. */
  retryAfterMs: number | null
  /** False for HTML, an empty body, or text that only a proxy would write. */
  isFromApi: boolean
}

const nothingSaid: ErrorBody = {
  message: '',
  codes: [],
  param: '',
  status: null,
  retryAfterMs: null,
  isFromApi: false,
}

/** Reads the text of an error answer: JSON in any known shape, plain text, or a web page. */
export function readErrorText(text: string): ErrorBody {
  const value = readJson(text)
  if (value !== undefined) return readErrorValue(value)
  if (/^\s*<(?:!doctype|html|\?xml|head|body)/i.test(text)) {
    return { ...nothingSaid, message: /<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? '' }
  }
  return { ...nothingSaid, message: text }
}

/** Reads an error that is already a value: from a body, or from an event in a stream. */
export function readErrorValue(value: unknown): ErrorBody {
  if (typeof value === 'string') return { ...nothingSaid, message: value, isFromApi: value !== '' }
  if (Array.isArray(value)) return readErrorValue(value[0])
  if (!isRecord(value)) return nothingSaid
  const inner = value['error']
  if (typeof inner === 'string') return { ...nothingSaid, message: inner, isFromApi: true }
  if (inner !== undefined && inner !== null) return readErrorValue(inner)
  return readPassedOn(value) ?? readErrorRecord(value)
}

/**
 * OpenRouter hands on word for word what a maker said, beside a sentence that tells nothing. Only a
 * complaint about the request is meant for us: other errors may be about its own account there.
 */
function readPassedOn(error: Readonly<Record<string, unknown>>): ErrorBody | null {
  const raw = readText(readRecord(error['metadata'])['raw'])
  const own = readErrorRecord(error)
  if (raw === '' || (own.status !== 400 && own.status !== 422)) return null
  const { message, codes, param } = readErrorText(raw)
  return message === '' ? own : { ...own, message, codes: [...own.codes, ...codes], param }
}

function readErrorRecord(error: Readonly<Record<string, unknown>>): ErrorBody {
  const details = readRecord(error['details'])
  const codes = [details['error_code'], error['code'], error['type'], error['status']]
  const message =
    readText(error['message']) ||
    readDetail(error['detail']) ||
    readDetail(readRecord(error['message'])['detail'])
  return {
    message,
    codes: codes.map((code) => readText(code).toLowerCase()).filter((code) => code !== ''),
    param: readText(error['param']),
    status: readStatus(error['code']),
    retryAfterMs: readRetryDelay(error['details']),
    isFromApi: message !== '' || codes.some((code) => readText(code) !== ''),
  }
}

/** FastAPI's shape, which Mistral uses: a sentence, or a list of complaints. */
function readDetail(detail: unknown): string {
  if (typeof detail === 'string') return detail
  return readList(detail)
    .map(readRecord)
    .map(({ msg, loc }) => [fieldOf(loc), readText(msg)].filter((word) => word !== '').join(': '))
    .filter((complaint) => complaint !== '')
    .join('; ')
}

/** Where in the request the complaint is about: `["body", "temperature"]`. */
function fieldOf(place: unknown): string {
  return readList(place)
    .filter((step) => step !== 'body')
    .join('.')
}

function readStatus(code: unknown): number | null {
  return typeof code === 'number' && Number.isInteger(code) && code >= 400 && code < 600
    ? code
    : null
}

/** Google's RetryInfo: `details: [{ retryDelay: "23.5s" }]`. */
function readRetryDelay(details: unknown): number | null {
  for (const detail of readList(details)) {
    const seconds = /^(\d{1,7}(?:\.\d+)?)s$/.exec(readText(readRecord(detail)['retryDelay']))?.[1]
    if (seconds !== undefined) return Math.ceil(Number(seconds) * 1000)
  }
  return null
}
