import { useCallback, useState } from 'react'
import { attachFiles, type NotAttached } from '../../state/attach.ts'
import { attachmentsOf } from '../../state/attachments.ts'
import { draftTextOf, replaceDraft, useDraftRevision } from '../../state/drafts.ts'
import { draftIdNow, useDraftId } from '../../state/rewriting.ts'
import { say } from '../../words/say.tsx'

/** What was pasted last, if it is long: on offer until the draft is sent or another is shown. */
export function usePasted() {
  const about = `${useDraftId()} ${useDraftRevision()}`
  const [pasted, setPasted] = useState({ about: '', text: '' })
  const forget = useCallback(() => setPasted({ about: '', text: '' }), [])
  return {
    pasted: pasted.about === about ? pasted.text : '',
    forget,
    offer: useCallback((text: string) => setPasted({ about, text }), [about]),
    /** Takes the text out of the draft and attaches it. What was changed in it meanwhile stays. */
    attach: async (): Promise<NotAttached[]> => {
      forget()
      const draftId = draftIdNow()
      const draft = draftTextOf(draftId)
      const start = draft.indexOf(pasted.text)
      if (start === -1) return []
      const number = attachmentsOf(draftId).length + 1
      const name = say('attach.pasted-name', { number })
      const notAttached = await attachFiles(draftId, [new File([pasted.text], name)])
      if (notAttached.length === 0) {
        replaceDraft(draftId, draft.slice(0, start) + draft.slice(start + pasted.text.length))
      }
      return notAttached
    },
  }
}
