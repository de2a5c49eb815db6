import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installOnDebian } from './chromium.mjs'
import { build, fail, node24, root, run, setUp } from './setup.mjs'

// `npm run test:dates -- FILE…` runs the unit tests, or some of them, with the machine's clock at each of these dates.
const dates = ['2027-01-01 10:00:00', '2028-02-29 10:00:00', '2035-12-31 10:00:00']

setUp()
installOnDebian(['faketime'])
if (spawnSync('faketime', ['--version']).error) fail('These tests need faketime: apt-get install faketime.')
const { KEYDESK_DATA_DIR, ...machine } = process.env
// Only the date is changed, neither the timers nor the monotonic clock.
const env = {
  ...machine,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
}
// Built first, because some tests start the built product.
if (!(await build('renderer')) || !(await build('main'))) fail('Keydesk could not be built; Vite says why above.')
const vitest = [join('node_modules', 'vitest/vitest.mjs'), 'run', '--config', 'test/vitest.config.ts']
const failed = []
for (const date of dates) {
  process.stdout.write(`\n── the unit tests at ${date}\n`)
  // Given as an offset, so that processes started later continue the shifted time instead of starting it again.
  const ahead = Math.round((Date.parse(`${date.replace(' ', 'T')}Z`) - Date.now()) / 1000)
  const status = await run('faketime', ['-f', `+${ahead}`, node24(), ...vitest, ...process.argv.slice(2)], { env })
  if (status !== 0) failed.push(date)
}
if (process.argv.length === 2) {
  // Chromium does not work under faketime: only its pages and the programs around it get the other date.
  const date = dates[1]
  process.stdout.write(`\n── the end-to-end tests at ${date}\n`)
  const walks = [join('node_modules', '@playwright/test/cli.js'), 'test', '--config', 'test/playwright.config.ts']
  const status = await run(node24(), walks, { env: { ...env, KEYDESK_DATE: date } })
  if (status !== 0) failed.push(`${date}, end to end`)
}
process.stdout.write(failed.length === 0 ? '\nGreen at every date.\n' : `\nFailed at ${failed.join(', ')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
