import { describe, expect, it } from 'vitest'
import { createPortalApp } from '../../../electron/doors/portal-app.ts'
import { createPortalPages } from '../../../electron/doors/portal-pages.ts'
import type { Services } from '../../../electron/services.ts'
import { adminContract } from '../../../shared/contract.ts'
import type { OperationMeta } from '../../../shared/operation.ts'
import { portalContract } from '../../../shared/portal-contract.ts'
import { validInput } from '../../support/inputs.ts'
import { pagesFolder } from '../../support/pages.ts'
import { openPortal, portalHost } from '../../support/portal.ts'
import { ownerName, ownerPassword, setUp } from '../../support/test-services.ts'

const origin = `https://${portalHost}:8443`
const operations = Object.entries(portalContract).flatMap(([slice, all]) =>
  Object.entries(all).map(([name, procedure]) => {
    const { meta } = (procedure as unknown as { '~orpc': { meta: OperationMeta } })['~orpc']
    return { path: `${slice}/${name}`, meta }
  }),
)
const adminPaths = Object.entries(adminContract).flatMap(([slice, all]) =>
  Object.keys(all).map((name) => `${slice}/${name}`),
)

/** What anybody may call, and what it says to somebody who has begun nothing and knows no password. */
const openTo: Readonly<Record<string, number>> = {
  'myAccount/welcome': 200,
  'myAccount/signIn': 401,
  'myRecovery/offer': 200,
  'myRecovery/begin': 200,
  ...Object.fromEntries(
    ['state', 'ask', 'prove', 'rules', 'finish', 'askForHelp'].map((step) => [`myRecovery/${step}`, 410]),
  ),
  // The policy of a fresh installation unlocks nobody.
  'myRecovery/unlock': 403,
  'myRecovery/helpState': 403,
  'myLinks/spend': 410,
}

function appOf(services: Services, authority: string | null = null, at = origin) {
  return createPortalApp({
    serve: services.portalServe,
    origin: at,
    pages: createPortalPages(pagesFolder()),
    authority,
  })
}

/** What the operations answer that need no session; a made-up link or run is gone. */
const ours: Record<string, string> = { origin, 'content-type': 'application/json', 'x-keydesk': 'portal' }

function post(path: string, headers: Record<string, string | undefined> = {}, body = '{"json":{}}'): Request {
  const given = Object.entries({ ...ours, ...headers }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
  return new Request(`${origin}/rpc/${path}`, { method: 'POST', headers: given, body })
}

describe('default deny', () => {
  it('is what every operation that is no sign-in answers without a cookie', async () => {
    const { services } = await setUp()
    const { fetch } = appOf(services)
    for (const { path, meta } of operations) {
      const body = JSON.stringify({ json: validInput(path) })
      const { status } = await fetch(post(path, {}, body), '10.0.0.1')
      expect(status, path).toBe(meta.access === 'anyone' ? openTo[path] : 401)
    }
    const open = operations.filter(({ meta }) => meta.access === 'anyone').map(({ path }) => path)
    expect(open.sort()).toEqual(Object.keys(openTo).sort())
  })

  it('has no operation for admins, and none that takes a user id', () => {
    for (const [slice, all] of Object.entries(portalContract)) {
      for (const [name, procedure] of Object.entries(all)) {
        const { meta, inputSchema } = (
          procedure as unknown as { '~orpc': { meta: OperationMeta; inputSchema: { shape: object } } }
        )['~orpc']
        expect([slice, name, meta.access, meta.permission]).not.toContain('admin')
        expect(Object.keys(inputSchema.shape).filter((field) => /userId|^user$/i.test(field))).toEqual([])
      }
    }
  })

  it('names each slice my and then the slice, as no slice of the admins is named', () => {
    const isMine = (slice: string) => /^my[A-Z]/.test(slice)
    expect(Object.keys(portalContract).filter((slice) => !isMine(slice))).toEqual([])
    expect(Object.keys(adminContract).filter(isMine)).toEqual([])
  })

  it('knows none of the admin operations, whoever asks', async () => {
    const { call, send, pageHeaders } = await openPortal()
    const { cookie } = await call('signIn', { username: ownerName, password: ownerPassword })
    expect(cookie).toBeDefined()
    for (const path of adminPaths) {
      const body = JSON.stringify({ json: validInput(path) })
      const answer = await send({ method: 'POST', path: `/rpc/${path}`, headers: { ...pageHeaders, cookie }, body })
      expect([path, answer.status, answer.body]).toEqual([path, 404, ''])
    }
  })

  it('is what every other path and method gets, with an empty answer', async () => {
    const { services } = await setUp()
    const { fetch } = appOf(services)
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const
    const paths = [
      '/index.html',
      '/app.js',
      '/portal.html',
      '/.vite/manifest.json',
      '/rpc',
      '/rpc/',
      '/rpc/myAccount',
      '/rpc/myAccount/',
      '/rpc/myAccount/signIn/',
      '/rpc/myAccount/__proto__',
      '/rpc/users/list',
      '/RPC/myAccount/signIn',
      '/rpc//account/signIn',
      '/%2e%2e/keydesk.db',
      '/open/x',
      '/ca.crt',
    ]
    for (const path of paths) {
      for (const method of methods) {
        const init = { method, headers: ours, ...(/^P|DELETE/.test(method) && { body: '{"json":{}}' }) }
        const answer = await fetch(new Request(`${origin}${path}`, init), '10.0.0.1')
        expect([method, path, answer.status, await answer.text()]).toEqual([method, path, 404, ''])
      }
    }
    for (const method of methods.slice(1, 6)) {
      for (const path of ['/', '/trust', '/link', '/portal.js']) {
        const init = { method, headers: ours, ...(method !== 'OPTIONS' && { body: '{}' }) }
        expect((await fetch(new Request(`${origin}${path}`, init), '10.0.0.1')).status).toBe(404)
      }
      if (method === 'POST') continue
      const init = { method, headers: ours, ...(method !== 'OPTIONS' && { body: '{"json":{}}' }) }
      expect((await fetch(new Request(`${origin}/rpc/myAccount/welcome`, init), '10.0.0.1')).status).toBe(404)
    }
    for (const path of ['/', '/trust', '/link', '/portal.js'])
      expect((await fetch(new Request(`${origin}${path}`), '10.0.0.1')).status, path).toBe(200)
  })
})

describe('a request to the portal', () => {
  it('must be for its own name', async () => {
    const { send, origin: at, port } = await openPortal()
    for (const host of ['evil.test', `127.0.0.1:${port}`, portalHost, `${portalHost}:1`, `x.${portalHost}:${port}`]) {
      expect([host, (await send({ path: '/', headers: { host } })).status]).toEqual([host, 421])
    }
    expect((await send({ path: '/', headers: { host: new URL(at).host.toUpperCase() } })).status).toBe(200)
    expect((await send({ path: '/', headers: { host: undefined } })).status).toBe(400)
  })

  it('must come from its own page', async () => {
    const { services } = await setUp()
    const { fetch } = appOf(services)
    const foreign: Record<string, string | undefined>[] = [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { origin: `https://${portalHost}` },
      { origin: undefined },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'x-keydesk': undefined },
      { 'x-keydesk': 'admin' },
      { 'content-type': 'text/plain' },
      { 'content-type': undefined },
    ]
    for (const headers of foreign) {
      const answer = await fetch(post('myAccount/welcome', headers), '10.0.0.1')
      expect([headers, answer.status, await answer.text()]).toEqual([headers, 403, ''])
    }
    const good = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json; charset=utf-8' }
    expect((await fetch(post('myAccount/welcome', good), '10.0.0.1')).status).toBe(200)
  })

  it('has 16 KiB at most', async () => {
    const { send, pageHeaders } = await openPortal()
    const body = JSON.stringify({ json: { username: 'a@b.test', password: 'x'.repeat(17_000) } })
    const told = { method: 'POST', path: '/rpc/myAccount/signIn', body, headers: pageHeaders }
    expect((await send(told)).status).toBe(413)
    expect((await send({ ...told, headers: { ...pageHeaders, 'transfer-encoding': 'chunked' } })).status).toBe(413)
  })

  it('is answered with the headers that keep pages apart, and nothing is cached', async () => {
    const { services } = await setUp()
    const { fetch } = appOf(services)
    for (const request of [new Request(`${origin}/`), post('myAccount/welcome'), new Request(`${origin}/nothing`)]) {
      const { headers } = await fetch(request, '10.0.0.1')
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
    }
  })

  it('is answered with HSTS only where the certificate is trusted and the host has a name', async () => {
    const { services } = await setUp()
    const strict = async (authority: string | null, at: string) =>
      (await appOf(services, authority, at).fetch(new Request(`${at}/`), '10.0.0.1')).headers.has(
        'strict-transport-security',
      )
    expect(await strict(null, origin)).toBe(true)
    expect(await strict('a certificate', origin)).toBe(false)
    expect(await strict(null, 'https://192.168.1.5:8443')).toBe(false)
    expect(await strict(null, 'https://[2001:db8::1]:8443')).toBe(false)
  })

  it('may download the certificate of the authority', async () => {
    const { send, ca } = await openPortal()
    const answer = await send({ path: '/ca.crt' })
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-x509-ca-cert'])
    expect(ca).toContain('BEGIN CERTIFICATE')
  })
})

describe('the cookie', () => {
  it('is for this host only, out of reach for scripts and other sites', async () => {
    const { services } = await setUp()
    const body = JSON.stringify({ json: { username: ownerName, password: ownerPassword } })
    const { headers } = await appOf(services).fetch(post('myAccount/signIn', {}, body), '10.0.0.1')
    const [pair = '', ...rules] = (headers.get('set-cookie') ?? '').split('; ')
    expect(pair).toMatch(/^__Host-keydesk=[\w-]{43}$/)
    expect(rules.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure'])
  })

  it('that a browser already had is never used for a new session', async () => {
    const { call } = await openPortal()
    const fixed = `__Host-keydesk=${'A'.repeat(43)}`
    const signedIn = await call('signIn', { username: ownerName, password: ownerPassword }, { cookie: fixed })
    expect(signedIn.cookie).toBeDefined()
    expect(signedIn.cookie).not.toBe(fixed)
    expect((await call('current', {}, { cookie: fixed })).status).toBe(401)
    const again = await call('signIn', { username: ownerName, password: ownerPassword }, { cookie: signedIn.cookie })
    expect(again.cookie).not.toBe(signedIn.cookie)
    expect((await call('current', {}, { cookie: signedIn.cookie })).status).toBe(401)
    const both = `${again.cookie}; ${fixed}`
    expect((await call('current', {}, { cookie: both })).status).toBe(401)
    expect((await call('current', {}, { cookie: again.cookie })).status).toBe(200)
  })

  it('goes at sign-out, with what the page has stored', async () => {
    const { call } = await openPortal()
    const { cookie } = await call('signIn', { username: ownerName, password: ownerPassword })
    const { headers } = await call('signOut', {}, { cookie })
    expect(headers['set-cookie']?.[0]).toMatch(/^__Host-keydesk=; Max-Age=0; Path=\/; Secure; HttpOnly/)
    expect(headers['clear-site-data']).toBe('"storage"')
    expect((await call('current', {}, { cookie })).status).toBe(401)
  })

  it('is the only way in: a bearer token opens nothing', async () => {
    const { call, token } = await openPortal()
    expect((await call('current', {}, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
  })
})
