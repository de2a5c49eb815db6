import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { root } from '../setup.mjs'
import { targetOf, unpackedPaths } from './targets.mjs'

/**
 * Starts a packed program and answers what its first page shows once it has a sign-in button; throws where it has none within the limit, in
 * milliseconds. Its fuses forbid what Playwright starts Electron by, but Chromium's own port is open to whoever starts the program.
 */
export async function tryPacked({ program, args, limit = 120_000 }) {
  const child = spawn(program, [...args, '--remote-debugging-port=0'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise((resolve) => child.on('exit', resolve).on('error', resolve))
  try {
    const browser = await chromium.connectOverCDP(await debuggerOf(child, limit))
    try {
      return await headingOf(browser, limit)
    } finally {
      // As if its last window was closed.
      await (await browser.newBrowserCDPSession()).send('Browser.close').catch(() => {})
      await Promise.race([ended, new Promise((next) => setTimeout(next, 10_000).unref())])
    }
  } finally {
    child.kill()
    await ended
  }
}

async function headingOf(browser, limit) {
  const pages = () => browser.contexts().flatMap((context) => context.pages())
  const until = Date.now() + limit
  while (pages().length === 0 && Date.now() < until) await new Promise((next) => setTimeout(next, 200))
  const [page] = pages()
  if (page === undefined) throw new Error('It opened no page.')
  await page.locator('form button[type=submit]').waitFor({ timeout: limit })
  return page.getByRole('heading').first().innerText()
}

/** Chromium says on standard error where its debugger listens. */
function debuggerOf(child, limit) {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`It did not start in time: ${said.slice(-2000)}`)), limit)
    child.on('error', reject)
    child.on('exit', (status) => reject(new Error(`It ended with ${status}: ${said.slice(-2000)}`)))
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text
      const found = /DevTools listening on (ws:\S+)/.exec(said)
      if (!found) return
      clearTimeout(timer)
      resolve(found[1])
    })
  })
}

async function main() {
  const { values } = parseArgs({
    options: { target: { type: 'string' }, output: { type: 'string', default: 'release' } },
  })
  const { program } = unpackedPaths(targetOf(values.target ?? ''), resolve(root, values.output))
  const data = mkdtempSync(join(tmpdir(), 'keydesk-packed-'))
  try {
    // An empty data folder of its own: the first page is the one that sets up an organisation.
    const heading = await tryPacked({ program, args: ['--data-dir', data] })
    process.stdout.write(`${program} starts and shows: ${heading}\n`)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

if (import.meta.main) await main()
