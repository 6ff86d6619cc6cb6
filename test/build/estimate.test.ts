import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { estimateCommand } from '../../build/estimate/command.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const AT_MS = Date.UTC(2026, 10, 22)

function fileWith(text: string): string {
  const file = join(temporaryFolder(), 'question.txt')
  writeFileSync(file, text)
  return file
}

describe('the estimate of a file', () => {
  test('is of one message in a new conversation, with the output that is allowed', async () => {
    const file = fileWith('Explain what a ledger is. '.repeat(100))
    const args = ['--model', 'gpt-6-sol', '--max-output', '1000', file]
    const found = await estimateCommand(args, AT_MS)
    expect(found.inputTokens).toBeGreaterThan(550)
    expect(found.inputTokens).toBeLessThan(650)
    expect(found.expectedNanoUsd).toBeLessThan(found.ceilingNanoUsd)
    // All bytes as tokens at the dearest rate, and 1,000 tokens of answer at 10 USD a million.
    expect(found.ceilingNanoUsd).toBeLessThan(2_700 * 2_500 + 1_000 * 10_000)
    expect(found.ceilingNanoUsd).toBeGreaterThan(found.inputTokens * 2_500 + 1_000 * 10_000)
    expect(found.basis).toContain('counted by o200k')
  })

  test('is dearer where the tokenizer makes more of the same text', async () => {
    const file = fileWith('Explain what a ledger is. '.repeat(100))
    const claude = await estimateCommand(['--model', 'claude-opus-5-5', file], AT_MS)
    const gpt = await estimateCommand(['--model', 'gpt-6-sol', file], AT_MS)
    expect(claude.inputTokens).toBeGreaterThan(gpt.inputTokens * 1.2)
  })

  test.each([
    ['an unknown model', ['--model', 'no-such-model'], /There is no model no-such-model/u],
    ['a model of another provider', ['--model', 'gpt-6-sol', '--provider', 'nobody'], /of nobody/u],
    ['no model', [], /Name a model and one file/u],
    ['an option that is none', ['--modle', 'x'], /Name a model and one file/u],
    ['no number', ['--model', 'gpt-6-sol', '--max-output', '0'], /whole number of tokens/u],
  ])('says in one sentence what is wrong: %s', async (_, args, sentence) => {
    await expect(estimateCommand([...args, fileWith('x')], AT_MS)).rejects.toThrow(sentence)
  })

  test('says that a file is not there', async () => {
    const args = ['--model', 'gpt-6-sol', join(temporaryFolder(), 'nowhere.txt')]
    await expect(estimateCommand(args, AT_MS)).rejects.toThrow(/There is no file/u)
  })
})
