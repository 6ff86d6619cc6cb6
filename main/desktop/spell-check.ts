import { app, type Session } from 'electron'
import type { Settings } from '../../shared/ipc/shapes.ts'
import { dictionariesFor } from './dictionaries.ts'

/** Off until the person switched it on: on Windows and Linux it fetches its dictionaries. */
export function checkSpelling(session: Session, { isSpellChecked, language }: Settings): void {
  if (process.platform !== 'darwin') {
    const own = language === 'system' ? [] : [language]
    const wanted = [...own, ...app.getPreferredSystemLanguages(), app.getLocale()]
    const dictionaries = dictionariesFor(session.availableSpellCheckerLanguages, wanted)
    session.setSpellCheckerLanguages(isSpellChecked ? dictionaries : [])
  }
  session.setSpellCheckerEnabled(isSpellChecked)
}
