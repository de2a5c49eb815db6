import { expect, it } from 'vitest'
import { runFile, testEnvironment } from '../support/build-script.ts'

/** Runs one of the test programs. */
async function expectGreen(program: string, args: readonly string[]): Promise<void> {
  const { NODE_OPTIONS, ...env } = testEnvironment()
  const run = await runFile(program, args, { env })
  expect(run.status, run.out.slice(-20_000) + run.err).toBe(0)
}

it('the unit tests that are too heavy for each change pass', () =>
  expectGreen('node_modules/vitest/vitest.mjs', ['run', '--config', 'test/vitest.config.ts', '--tags-filter=long']))

// All of them, because some go on where the one before them in their file has left the office.
it('the end-to-end tests pass, also those that are too heavy for each change', () =>
  expectGreen('node_modules/@playwright/test/cli.js', ['test', '--config', 'test/playwright.config.ts']))
