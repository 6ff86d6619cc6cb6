/** Rows under their heads, in columns of one width each; those named in `numbers` end at the right. */
export function columns(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly string[],
): string {
  const widths = head.map((name, index) =>
    rows.reduce((width, row) => Math.max(width, row[index]?.length ?? 0), name.length),
  )
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const width = widths[index] ?? 0
        return numbers.includes(head[index] ?? '') ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return `${[head, ...rows].map(lineOf).join('\n')}\n`
}
