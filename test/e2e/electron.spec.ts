import { fileURLToPath } from 'node:url'
import { _electron, expect, test } from '@playwright/test'
import { doMainJob, findSomebody } from './fixtures/main-job.ts'
import { watch } from './fixtures/watch.ts'

// Runs where build/test.mjs found or fetched Electron's runtime, and is reported as skipped with the reason elsewhere.
const program = process.env.KEYDESK_ELECTRON ?? ''
const root = fileURLToPath(new URL('../..', import.meta.url))
// Chromium refuses to run as root inside its own sandbox.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []

test('the main job in the real desktop window, on the organisation of --demo', async () => {
  // The demo uses no keychain and a data folder of its own, so that nothing on the machine changes.
  const app = await _electron.launch({ executablePath: program, cwd: root, args: [...sandbox, '.', '--demo'] })
  let said = ''
  app.process().stdout?.on('data', (text) => {
    said += text
  })
  const page = await app.firstWindow()
  const seen = watch(app.context())
  await expect.poll(() => said, { timeout: 120_000 }).toMatch(/Sign in as \S+ with \S+/)
  const [, username = '', password = ''] = /Sign in as (\S+) with (\S+)/.exec(said) ?? []
  // The window speaks the system's language at first.
  await page.evaluate(() => localStorage.setItem('keydesk.language', 'en'))
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await doMainJob(page, { username, password, find: () => findSomebody(page) })
  expect(await seen.storageLeaks()).toEqual([])
  expect(seen.faults()).toEqual([])
  await app.close()
})
