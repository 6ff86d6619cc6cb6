import type { Tokens } from 'marked'
import type { ReactNode } from 'react'
import { say } from '../../../words/say.tsx'
import { CopyButton } from './copy-button.tsx'
import { Inline } from './inline-view.tsx'
import { tableAsCsv } from './table-text.ts'

/** A table, which scrolls in itself where it is wide, and ways to take it elsewhere. */
export function Table({ table }: { table: Tokens.Table }): ReactNode {
  return (
    <div className="table-block">
      {/* A wide table scrolls, so the keyboard must reach it */}
      <section aria-label={say('chat.table')} tabIndex={0} className="table-scroll">
        <table>
          <thead>
            <tr>
              {table.header.map((cell, place) => (
                <th key={place} scope="col" className={sideOf(cell)}>
                  <Inline tokens={cell.tokens} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, line) => (
              <tr key={line}>
                {row.map((cell, place) => (
                  <td key={place} className={sideOf(cell)}>
                    <Inline tokens={cell.tokens} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="table-foot">
        <CopyButton name={say('read.copy-markdown')} text={() => table.raw.trim()} />
        <CopyButton name={say('read.copy-csv')} text={() => tableAsCsv(table)} />
      </div>
    </div>
  )
}

function sideOf({ align }: Tokens.TableCell): string | undefined {
  return align === 'right' || align === 'center' ? `to-${align}` : undefined
}
