import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Mark, openMark, readMark } from '../../main/storage/mark.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const one = Buffer.alloc(32, 1)
const two = Buffer.alloc(32, 2)

function markPath(): string {
  return join(temporaryFolder(), 'ledger.mark')
}

function opened(path: string): Mark {
  const mark = openMark(path)
  onTestFinished(() => mark.close())
  return mark
}

describe('the mark of a ledger', () => {
  test('reads back what was written last, now and after it is opened again', () => {
    const path = markPath()
    const mark = opened(path)
    expect(mark.read()).toBeNull()
    mark.write(1, one)
    mark.write(12_345, two)
    expect(mark.read()).toEqual({ sequence: 12_345, chain: two })
    mark.close()
    expect(opened(path).read()).toEqual({ sequence: 12_345, chain: two })
  })

  test('is written in place and never grows', () => {
    const path = markPath()
    const mark = opened(path)
    mark.write(1, one)
    const length = readFileSync(path).length
    mark.write(Number.MAX_SAFE_INTEGER, two)
    expect(readFileSync(path)).toHaveLength(length)
    expect(mark.read()).toEqual({ sequence: Number.MAX_SAFE_INTEGER, chain: two })
  })

  test('is as none after any single byte of it changed, or any cut of it', () => {
    const path = markPath()
    const mark = opened(path)
    mark.write(12_345, one)
    mark.close()
    const bytes = readFileSync(path)
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      writeFileSync(path, changed)
      expect(readMark(path), `byte ${at} flipped`).toBeNull()
      writeFileSync(path, bytes.subarray(0, at))
      expect(readMark(path), `cut to ${at} bytes`).toBeNull()
    }
  })

  test('is as none, and harms nothing, where it cannot be opened', () => {
    const path = markPath()
    mkdirSync(path)
    const mark = opened(path)
    mark.write(1, one)
    expect(mark.read()).toBeNull()
    expect(readMark(path)).toBeNull()
  })

  test('is left as it is by reading, and not made by it', () => {
    const path = markPath()
    expect(readMark(path)).toBeNull()
    expect(existsSync(path)).toBe(false)
    opened(path).write(7, one)
    chmodSync(path, 0o400)
    expect(readMark(path)).toEqual({ sequence: 7, chain: one })
  })

  test('writes nothing once it is closed', () => {
    const path = markPath()
    const mark = opened(path)
    mark.write(1, one)
    mark.close()
    mark.write(2, two)
    expect(readMark(path)).toEqual({ sequence: 1, chain: one })
  })
})
