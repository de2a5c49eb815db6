import { expect, it } from 'vitest'
import { runFile, testEnvironment } from '../support/build-script.ts'
import { walks } from '../support/walks.ts'

it('every screen is whole in every language: in light, in dark, in forced colours at 200 %, and on a phone', async () => {
  const args = ['test', '--config', 'test/playwright.config.ts', ...walks.map((name) => `e2e/${name}.spec`)]
  const { NODE_OPTIONS, ...env } = testEnvironment()
  const run = await runFile('node_modules/@playwright/test/cli.js', args, {
    env: { ...env, KEYDESK_APPEARANCES: 'all' },
  })
  expect(run.status, run.out.slice(-20_000) + run.err).toBe(0)
})
