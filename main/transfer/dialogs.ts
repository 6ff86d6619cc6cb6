/** Where a person says which file is meant. Null: they thought better of it. */
export type Dialogs = {
  chooseFile: (kind: FileKind) => Promise<string | null>
  choosePlace: (name: string, kind: FileKind) => Promise<string | null>
}

/** What a file is called in the dialog of the system; names that are the same in every language. */
export type FileKind = { name: string; extensions: readonly string[] }

export const fileKinds = {
  markdown: { name: 'Markdown', extensions: ['md'] },
  json: { name: 'JSON', extensions: ['json'] },
  csv: { name: 'CSV', extensions: ['csv'] },
  text: { name: 'Text', extensions: ['txt'] },
  backup: { name: 'Farthing', extensions: ['farthing', 'db'] },
  exports: { name: 'ChatGPT, Claude, Farthing', extensions: ['zip', 'json', 'farthing', 'db'] },
} as const satisfies Record<string, FileKind>
