import { longStreams } from '../../providers/long-streams.ts'
import { readWire, wireAnswers, wireFiles } from '../../providers/wire.ts'
import type { Api } from '../../../build/wire/providers.ts'

/** An answer to begin with: of which API, by whom, and under which status. */
export type Specimen = { api: Api; providerId: string; status: number; body: string }

const answers: Specimen[] = [
  ...longStreams.map((stream) => ({ ...stream, status: 200 })),
  ...wireAnswers.map(({ api, provider, file }) => ({
    api,
    providerId: provider ?? (api === 'messages' ? 'anthropic' : 'openai'),
    status: 200,
    body: readWire(file),
  })),
]

const errors: Specimen[] = wireFiles
  .filter(({ api }) => api === 'error')
  .flatMap(({ file, status }) => {
    const body = readWire(file)
    return [
      { api: 'chat', providerId: 'custom', status, body },
      { api: 'responses', providerId: 'openai', status, body },
      { api: 'messages', providerId: 'anthropic', status, body },
    ]
  })

export const corpus = [...answers, ...errors] as [Specimen, ...Specimen[]]
