/** Rows as a CSV file: lines end as spreadsheets end them. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
}

/** A cell that starts as a formula would is a formula to a spreadsheet; ids come from providers. */
function quoted(cell: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
