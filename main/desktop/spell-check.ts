import { app, type Session } from 'electron'
import type { Settings } from '../../shared/ipc/shapes.ts'
import { dictionariesFor } from './dictionaries.ts'

/** Off until the person switched it on: on Windows and Linux it fetches its dictionaries. */
export function checkSpelling(session: Session, { isSpellChecked, language }: Settings): void {
  if (isSpellChecked && process.platform !== 'darwin') {
    const wanted = app.getPreferredSystemLanguages()
    const own = language === 'system' ? [] : [language]
    const dictionaries = dictionariesFor(session.availableSpellCheckerLanguages, [
      ...own,
      ...wanted,
    ])
    session.setSpellCheckerLanguages(dictionaries)
  }
  session.setSpellCheckerEnabled(isSpellChecked)
}
