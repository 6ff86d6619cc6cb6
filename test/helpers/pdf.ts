/**
 * A PDF of these pages, each one line of Latin text; null is a page with nothing but a drawn box.
 * `isLocked`: it asks for a password that nobody has.
 */
export function pdf(pages: readonly (string | null)[], isLocked = false): Buffer {
  const pageIds = pages.map((_, place) => 4 + place * 2)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((text, place) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents ${5 + place * 2} 0 R ` +
        '/Resources << /Font << /F1 3 0 R >> >> >>',
      stream(
        text === null ? '10 10 80 80 re f' : `BT /F1 12 Tf 20 100 Td (${escaped(text)}) Tj ET`,
      ),
    ]),
  ]
  return whole(objects, isLocked)
}

function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`
}

function escaped(text: string): string {
  return text.replace(/[()\\]/gu, (character) => `\\${character}`)
}

function whole(objects: readonly string[], isLocked = false): Buffer {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, place) => {
    const offset = text.length
    text += `${place + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines.join('')}`
  const entries = [`/Size ${objects.length + 1}`, '/Root 1 0 R', ...(isLocked ? lock : [])]
  text += `trailer\n<< ${entries.join(' ')} >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** Keys that no password opens, the empty one included. */
const lock = [
  `/ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
  `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`,
]

/** A PDF with a line in a Japanese font that it does not hold, in Shift-JIS, as older ones have it. */
export function japanesePdf(): Buffer {
  const font = '/BaseFont /HeiseiMin-W3'
  const system = '/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >>'
  return whole([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    `<< /Type /Font /Subtype /Type0 ${font} /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R ' +
      '/Resources << /Font << /F1 3 0 R >> >> >>',
    stream('BT /F1 12 Tf 20 100 Td <93fa967b> Tj ET'),
    `<< /Type /Font /Subtype /CIDFontType0 ${font} ${system} /FontDescriptor 7 0 R >>`,
    '<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 0 1000 1000] ' +
      '/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
  ])
}
