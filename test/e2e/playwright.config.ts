import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'playwright/test'

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  outputDir: join(tmpdir(), 'farthing-e2e-results'),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  /** Each test has a window, a database and servers of its own; two at a time is what two cores carry. */
  workers: 2,
  fullyParallel: true,
  /** A test that passes at the second try has found something. */
  retries: 0,
  forbidOnly: true,
})
