// Takes the pictures of renderer/ui/README.md anew, one of each small piece (test/support/piece-samples.tsx):
//   node test/support/draw-pieces.ts

import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { loadScript } from './build-script.ts'

const samples = fileURLToPath(new URL('piece-samples.tsx', import.meta.url))
const pictures = fileURLToPath(new URL('../../renderer/ui/pictures/', import.meta.url))
const address = 'http://pieces.test/'
const html =
  '<!doctype html><html lang="en"><body><div id="root"></div><script type="module" src="/pieces.js"></script></body></html>'

/** Whole windows; of everything else only what it covers is in the picture. */
const windows = ['bar-page', 'panel', 'plain-page', 'remove-panel', 'trouble-page']
const size = { width: 560, height: 300 }

async function script(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: { write: false, rolldownOptions: { input: samples } },
  })
  const outputs = 'output' in built ? built.output : []
  return outputs.map((one) => (one.type === 'chunk' ? one.code : '')).join('')
}

async function draw(page: Page, name: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${address}#${name}`)
  const sample = page.locator('#sample')
  await sample.waitFor()
  if (name === 'data-table-loading') await page.getByRole('progressbar').waitFor()
  // Waits until the drawer has slid in.
  await page.waitForTimeout(600)
  const path = `${pictures}${name}.png`
  const options = { path, animations: 'disabled', caret: 'hide' } as const
  await (windows.includes(name) ? page.screenshot(options) : sample.screenshot(options))
}

const { findChromium } = await loadScript<{ readonly findChromium: () => string | null }>('chromium.mjs')
const executablePath = findChromium()
if (executablePath === null) throw new Error('There is no browser to take pictures with.')
mkdirSync(pictures, { recursive: true })
const code = await script()
const browser = await chromium.launch({ executablePath })
try {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: 'light',
    locale: 'en',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.route(`${address}**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: code })
      : route.fulfill({ contentType: 'text/html', body: html }),
  )
  const names = [...readFileSync(samples, 'utf8').matchAll(/^ {2}'?([a-z-]+)'?: \(\) =>/gm)].map(
    ([, name = '']) => name,
  )
  for (const name of names) await draw(page, name)
} finally {
  await browser.close()
}
