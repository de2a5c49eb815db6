import { spawn } from 'node:child_process'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { safetyHeaders } from './headers.ts'

const validMilliseconds = 60_000

/**
 * Opens the system's browser without a secret in a process argument, which other users of the machine could read. The browser gets a file
 * that only this user can read; it leads to an address that works once, within a minute, and redirects to the real one.
 */
export function createOpening(launchToken: string, dataDir: string, run = start) {
  const code = randomBytes(24).toString('base64url')
  const file = join(dataDir, 'open.html')
  let validUntil = 0

  function close(): void {
    validUntil = 0
    rmSync(file, { force: true })
  }

  return {
    open: (port: number): void => {
      validUntil = performance.now() + validMilliseconds
      const address = `http://127.0.0.1:${port}/open/${code}`
      const page = `<!doctype html><meta charset="utf-8"><title>Keydesk</title><meta http-equiv="refresh" content="0;url=${address}">`
      rmSync(file, { force: true })
      writeFileSync(file, page, { mode: 0o600, flag: 'wx' })
      setTimeout(close, validMilliseconds).unref()
      run(pathToFileURL(file).href)
    },
    answer: (request: Request): Response | null => {
      const { pathname } = new URL(request.url)
      if (!pathname.startsWith('/open/') || request.method !== 'GET') return null
      const given = Buffer.from(pathname.slice('/open/'.length))
      const isRight =
        given.length === code.length && timingSafeEqual(given, Buffer.from(code)) && performance.now() < validUntil
      if (!isRight) return new Response('Not found', { status: 404, headers: safetyHeaders })
      close()
      return new Response(null, { status: 302, headers: { ...safetyHeaders, location: `/#token=${launchToken}` } })
    },
    close,
  }
}

function start(url: string): void {
  const command = { win32: 'explorer.exe', darwin: 'open' }[process.platform as string] ?? 'xdg-open'
  const child = spawn(command, [url], { stdio: 'ignore', detached: true })
  // A missing browser is no error, because the address is printed too.
  child.once('error', () => {})
  child.unref()
}
