import { spawn } from 'node:child_process'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { safetyHeaders } from './headers.ts'

const validMilliseconds = 60_000

/**
 * Opens the system's browser without putting the launch token into a process argument, which other users of the machine could read: the
 * browser gets an address that works once, within a minute, and leads on to the real one.
 */
export function createOpening(launchToken: string) {
  const code = randomBytes(24).toString('base64url')
  let validUntil = 0

  return {
    open: (port: number): void => {
      validUntil = Date.now() + validMilliseconds
      const { command, args } = openerFor(`http://127.0.0.1:${port}/open/${code}`)
      const child = spawn(command, args, { stdio: 'ignore', detached: true })
      // Without a browser to open, the printed address is all that is needed.
      child.once('error', () => {})
      child.unref()
    },
    answer: (request: Request): Response | null => {
      const { pathname } = new URL(request.url)
      if (!pathname.startsWith('/open/') || request.method !== 'GET') return null
      const given = Buffer.from(pathname.slice('/open/'.length))
      const isRight =
        given.length === code.length && timingSafeEqual(given, Buffer.from(code)) && Date.now() < validUntil
      if (!isRight) return new Response('Not found', { status: 404, headers: safetyHeaders })
      validUntil = 0
      return new Response(null, { status: 302, headers: { ...safetyHeaders, location: `/#token=${launchToken}` } })
    },
  }
}

function openerFor(url: string): { command: string; args: string[] } {
  if (process.platform === 'win32') return { command: 'explorer.exe', args: [url] }
  return { command: process.platform === 'darwin' ? 'open' : 'xdg-open', args: [url] }
}
