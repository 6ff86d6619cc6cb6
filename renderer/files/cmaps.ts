/**
 * What the codes of Chinese, Japanese and Korean fonts mean, where a PDF does not say it itself. Each
 * table is fetched when a page needs it.
 */
const tables = import.meta.glob<string>('../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
  query: '?url&inline',
  import: 'default',
})

const loadByName = new Map(
  Object.entries(tables).map(([path, load]) => [path.slice(path.lastIndexOf('/') + 1), load]),
)

/** Hands the reader of PDFs what it asks for by file name, in the place of a request. */
export class TablesOfFonts {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const load = loadByName.get(filename)
    if (!load) throw new Error(`There is no table ${filename}`)
    const dataUrl = await load()
    const bytes = atob(dataUrl.slice(dataUrl.indexOf(',') + 1))
    return Uint8Array.from(bytes, (character) => character.charCodeAt(0))
  }
}
