import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

// build/test.mjs has looked for both programs already; a run by hand looks for the browser itself. The workers inherit the answer.
process.env.KEYDESK_CHROMIUM ||= execFileSync(process.execPath, [path('../build/chromium.mjs')], {
  encoding: 'utf8',
})
// KEYDESK_DATE runs everything at another date: this process and its workers, the products that they start, and the pages.
const { KEYDESK_DATE: date, KEYDESK_TEST_OFFSET: offset } = process.env
if (date !== undefined && offset === undefined) process.env.KEYDESK_TEST_OFFSET = String(Date.parse(date) - Date.now())
if (date !== undefined) await import('./support/shifted-clock.mjs' as string)

const electron = process.env.KEYDESK_ELECTRON
const electronSpecs = '**/electron.spec.ts'

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page of a test lives for seconds, in which no code runs often enough to be worth compiling well.
  '--js-flags=--no-opt --no-maglev --no-sparkplug',
]
// Chromium refuses to run as root inside its own sandbox.
const args = process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet

export default defineConfig({
  testDir: path('e2e'),
  outputDir: path('../test-results/e2e'),
  tsconfig: path('tsconfig.json'),
  // Pages and their program keep more than a core busy for each worker: with more workers all of them only take longer.
  workers: availableParallelism(),
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  // Limits only end what hangs, on a machine that is busy with something else, too; what is measured is in test/bench.
  timeout: 600_000,
  expect: { timeout: 90_000 },
  reporter: [['list'], ['json', { outputFile: path('../test-results/playwright.json') }]],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Copenhagen',
    // Animations are off, because they only make tests wait.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 90_000,
    screenshot: 'only-on-failure',
    // A trace would keep what was typed, passwords included.
    trace: 'off',
  },
  projects: [
    {
      name: 'browser',
      testIgnore: electronSpecs,
      use: { browserName: 'chromium', launchOptions: { executablePath: process.env.KEYDESK_CHROMIUM, args } },
    },
    // Specs start the program in KEYDESK_ELECTRON themselves; without a runtime build/test.mjs reports the project as skipped.
    ...(electron ? [{ name: 'electron', workers: 1, testMatch: electronSpecs }] : []),
  ],
})
