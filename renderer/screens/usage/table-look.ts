/** How the tables of this screen look: hairline rows, figures at the right, the total in bold. */
export const cells = {
  table: 'w-full table-fixed',
  head: 'h-8 border-b border-line text-note text-ink-2',
  row: 'h-[31px] border-b border-line last:border-0',
  foot: 'h-8 border-t border-line-2 font-semibold',
  name: 'pr-3 text-left font-medium',
  figure: 'text-right',
  figureHead: 'text-right font-medium',
} as const
