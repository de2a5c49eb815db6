import { spawn, spawnSync } from 'node:child_process'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
      run(file)
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

type Read = (key: string, value: string) => string | null

/** One value of Windows' registry; null where there is none. */
const readRegistry: Read = (key, value) => {
  const program = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe')
  const { stdout } = spawnSync(program, ['query', key, ...(value === '' ? ['/ve'] : ['/v', value])], {
    encoding: 'utf8',
    windowsHide: true,
    timeout: 5_000,
  })
  return /REG_(?:EXPAND_)?SZ\s+(.+)/.exec(stdout ?? '')?.[1]?.trim() ?? null
}

/** The program of the browser that the person chose for the web; a file that ends in .html may be an editor's. Null where Windows tells none. */
export function windowsBrowser(read: Read = readRegistry, environment = process.env): string | null {
  const chosen = read(
    'HKCU\\Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations\\http\\UserChoice',
    'ProgId',
  )
  const command = chosen && read(`HKCR\\${chosen}\\shell\\open\\command`, '')
  const program = /^"?([^"]+?\.exe)"?(?:\s|$)/i.exec(command ?? '')?.[1]
  return program?.replace(/%(\w+)%/g, (whole, name: string) => environment[name] ?? whole) ?? null
}

/** The program that opens a file in the browser, by its plain path: Windows' own reads no address with letters in percent signs. */
function openerOf(platform: NodeJS.Platform): string {
  if (platform === 'win32') return windowsBrowser() ?? 'explorer.exe'
  return platform === 'darwin' ? 'open' : 'xdg-open'
}

function start(file: string): void {
  const child = spawn(openerOf(process.platform), [file], { stdio: 'ignore', detached: true })
  // A missing browser is no error, because the address is printed too.
  child.once('error', () => {})
  child.unref()
}
