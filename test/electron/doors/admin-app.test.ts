import { existsSync, readFileSync, statSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAdminApp } from '../../../electron/doors/admin-app.ts'
import { listenOnLoopback } from '../../../electron/doors/loopback-server.ts'
import { createOpening } from '../../../electron/doors/opening.ts'
import { pagesFolder } from '../../support/pages.ts'
import { temporaryFolder, testServices } from '../../support/test-services.ts'

const origin = 'http://127.0.0.1:4711'
const launchToken = 'L'.repeat(43)

async function app() {
  const { services } = await testServices()
  return createAdminApp({ serve: services.serve, door: 'browser', pages: pagesFolder(), origin, launchToken }).fetch
}

const rpc = (headers: Record<string, string>, body = '{"json":{}}') =>
  new Request(`${origin}/rpc/settings/status`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })

describe('the browser door', () => {
  it('answers the launch token and nothing without it', async () => {
    const fetch = await app()
    expect((await fetch(rpc({ 'x-keydesk-launch': launchToken }))).status).toBe(200)
    for (const token of ['', 'x', `${launchToken}x`, launchToken.toLowerCase()]) {
      expect((await fetch(rpc({ 'x-keydesk-launch': token }))).status).toBe(403)
    }
    expect((await fetch(rpc({}))).status).toBe(403)
  })

  it('refuses foreign names, origins and pages', async () => {
    const fetch = await app()
    const good = { 'x-keydesk-launch': launchToken }
    const foreign: Record<string, string>[] = [
      { host: 'evil.test' },
      { host: '127.0.0.1:4712' },
      { host: 'localhost:4711' },
      { origin: 'http://evil.test' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:4712' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign)
      expect((await fetch(rpc({ ...good, ...headers }))).status, JSON.stringify(headers)).toBe(403)
    expect(
      (await fetch(rpc({ ...good, host: '127.0.0.1:4711', origin, 'sec-fetch-site': 'same-origin' }))).status,
    ).toBe(200)
    expect((await fetch(new Request('http://evil.test/'))).status).toBe(403)
  })

  it('takes POST only, and no body over the limit', async () => {
    const fetch = await app()
    const headers = { 'x-keydesk-launch': launchToken }
    expect((await fetch(new Request(`${origin}/rpc/settings/status?data=%7B%7D`, { headers }))).status).toBe(404)
    const long = JSON.stringify({ json: { text: 'x'.repeat(1_300_000) } })
    const answer = await fetch(rpc({ ...headers, 'content-length': String(long.length) }, long))
    expect(answer.status).toBe(413)
    expect((await fetch(rpc(headers, '{broken'))).status).toBe(400)
    expect(
      (await fetch(new Request(`${origin}/rpc/nothing/here`, { method: 'POST', headers, body: '{}' }))).status,
    ).toBe(404)
  })

  it('serves only its own files, pages with a fresh nonce, everything with the safety headers', async () => {
    const fetch = await app()
    const page = await fetch(new Request(`${origin}/`))
    const policy = page.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([\w-]{24})'/.exec(policy)?.[1]
    expect(await page.text()).toContain(`nonce="${nonce}"`)
    expect(policy).not.toContain('unsafe-inline')
    expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    const again = await fetch(new Request(`${origin}/`))
    expect(again.headers.get('content-security-policy')).not.toBe(policy)
    for (const path of ['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '/nothing', '//etc/passwd']) {
      const answer = await fetch(new Request(`${origin}${path}`))
      expect([404, 403], path).toContain(answer.status)
    }
    for (const path of ['/', '/app.js', '/rpc/x', '/nothing']) {
      const answer = await fetch(new Request(`${origin}${path}`))
      expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(answer.headers.get('referrer-policy'), path).toBe('no-referrer')
    }
  })

  it('listens on this machine only and checks the name that a real request carries', async () => {
    const fetch = await app()
    const server = await listenOnLoopback(0, () => fetch)
    try {
      const status = await new Promise((resolve, reject) => {
        const headers = { host: 'evil.test', 'x-keydesk-launch': launchToken }
        const sent = httpRequest({ host: '127.0.0.1', port: server.port, path: '/', headers }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
        sent.once('error', reject)
        sent.end()
      })
      expect(status).toBe(403)
      await expect(globalThis.fetch(`http://[::1]:${server.port}/`)).rejects.toThrow()
    } finally {
      await server.close()
    }
  })
})

describe('opening the browser', () => {
  it('hands over a private file that leads on once, and is gone then', () => {
    const folder = temporaryFolder()
    const opened: string[] = []
    const opening = createOpening(launchToken, folder, (url) => void opened.push(url))
    expect(opening.answer(new Request(`${origin}/`))).toBeNull()
    opening.open(4711)
    const file = join(folder, 'open.html')
    expect(opened).toEqual([file])
    expect(opened[0]).not.toContain(launchToken)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
    const page = readFileSync(file, 'utf8')
    expect(page).not.toContain(launchToken)
    const address = /url=([^"]+)"/.exec(page)?.[1] as string
    expect(opening.answer(new Request(`${origin}/open/guess`))?.status).toBe(404)
    const answer = opening.answer(new Request(address))
    expect([answer?.status, answer?.headers.get('location')]).toEqual([302, `/#token=${launchToken}`])
    expect(existsSync(file)).toBe(false)
    expect(opening.answer(new Request(address))?.status, 'it works once').toBe(404)
  })
})
