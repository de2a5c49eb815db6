import { expect, it } from 'vitest'
import { runFile, testEnvironment } from '../support/build-script.ts'

/** Every file of test/e2e with a walk, which uses only one appearance there. */
const walks = [
  'recovery-screens',
  'help-requests',
  'languages-and-themes',
  'further-screens',
  'phone',
  'registration',
  'registration-report',
  'self-service-policy',
]

it('every screen is whole in every language: in light, in dark, in forced colours at 200 %, and on a phone', async () => {
  const args = ['test', '--config', 'test/playwright.config.ts', ...walks.map((name) => `e2e/${name}.spec`)]
  const { NODE_OPTIONS, ...env } = testEnvironment()
  const run = await runFile('node_modules/@playwright/test/cli.js', args, {
    env: { ...env, KEYDESK_APPEARANCES: 'all' },
  })
  expect(run.status, run.out.slice(-20_000) + run.err).toBe(0)
})
