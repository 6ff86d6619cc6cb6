import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'playwright/test'

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  outputDir: join(tmpdir(), 'farthing-e2e-results'),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  /** Each test has a window, a database and servers of its own, and waits for them: three share two cores. */
  workers: 3,
  fullyParallel: true,
  /**
   * Windows starve when two cores are shared with others. A test that passes at the second try is
   * named as flaky in the report, and has found something to look at.
   */
  retries: 1,
  forbidOnly: true,
})
