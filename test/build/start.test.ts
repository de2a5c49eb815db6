import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ended, runFile, startFile } from '../support/build-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'keydesk-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts Keydesk, waits for its address, asks for the page and stops it. */
async function visit(args: readonly string[]) {
  const child = startFile('build/start.mjs', [...args, '--no-open', '--data-dir', folder])
  const end = ended(child)
  const address = new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (text: string) => {
      said += text
      const found = /Keydesk is ready: (http:\S+?)\/#token=\S+/.exec(said)
      if (found?.[1]) resolve(found[1])
    })
    end.then(({ err }) => reject(new Error(`It ended: ${err}`)), reject)
  })
  try {
    const page = await fetch(await address)
    child.kill('SIGTERM')
    return { page: page.status, end: await end }
  } finally {
    child.kill('SIGTERM')
  }
}

describe('npm start', () => {
  it.each([['--port', 'x'], ['--port', '70000'], ['--nonsense'], ['stray']])('refuses %s %s', async (...args) => {
    const { status, err } = await runFile('build/start.mjs', args)
    expect(status).toBe(2)
    expect(err).toContain('Usage: npm start')
  })

  // On Windows a program that is ended from outside is not asked.
  it.runIf(process.platform !== 'win32')(
    '--browser serves the browser door and ends cleanly when asked to',
    async () => {
      const { page, end } = await visit(['--browser'])
      expect(page).toBe(200)
      expect(end.status).toBe(0)
    },
  )

  it.runIf(process.platform === 'linux')(
    'opens the browser door where no window can be had, and says so in one line',
    async () => {
      const { page, end } = await visit([])
      expect(page).toBe(200)
      expect(end.err.trim().split('\n')).toEqual([expect.stringContaining('so Keydesk opens in the browser')])
    },
  )
})
