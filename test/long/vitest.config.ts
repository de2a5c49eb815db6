import { defineConfig } from 'vitest/config'

/** The heavy tests: one after another, because each of them uses every core by itself. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/long/**/*.long.ts'],
    // Of files that are loaded from here with larger numbers.
    tags: [{ name: 'long' }],
    pool: 'forks',
    globalSetup: 'test/support/prepared-organisation.ts',
    maxWorkers: 1,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 100_000 } },
  },
})
