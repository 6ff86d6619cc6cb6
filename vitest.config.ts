import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    /** Databases, servers and child processes are real, and wait for disks and clocks: three share two cores. */
    maxWorkers: 3,
  },
})
