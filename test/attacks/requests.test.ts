import { describe, expect, it } from 'vitest'
import { adminContract } from '../../shared/contract.ts'
import type { OperationMeta } from '../../shared/operation.ts'
import { portalContract } from '../../shared/portal-contract.ts'
import { validInput } from '../support/inputs.ts'
import { openPortal } from '../support/portal.ts'
import { asPage, bytesOf, mustBeWell, sendBytes, statusesIn } from '../support/raw-request.ts'
import { ownerName, ownerPassword } from '../support/test-services.ts'

const operations = Object.entries(portalContract).flatMap(([slice, all]) =>
  Object.entries(all).map(([name, procedure]) => {
    const { meta } = (procedure as unknown as { '~orpc': { meta: OperationMeta } })['~orpc']
    return { path: `${slice}/${name}`, meta }
  }),
)
describe('paths', () => {
  it('lead to no operation of the admins, however they are written', async () => {
    const portal = await openPortal()
    const { cookie } = await portal.call('signIn', { username: ownerName, password: ownerPassword })
    const admin = Object.entries(adminContract).flatMap(([slice, all]) => Object.keys(all).map((name) => [slice, name]))
    const tricks: readonly ((slice: string, name: string) => string)[] = [
      (slice, name) => `/rpc//${slice}/${name}`,
      (slice, name) => `/rpc/myAccount/../${slice}/${name}`,
      (slice, name) => `/rpc/myAccount/%2e%2e/${slice}/${name}`,
      (slice, name) => `/rpc/myAccount/..%2f${slice}%2f${name}`,
      (slice, name) => `/rpc/myAccount/..;/${slice}/${name}`,
      (slice, name) => `/rpc/myAccount/welcome/../../${slice}/${name}`,
      (slice, name) => `/rpc/myAccount/welcome%2f..%2f..%2f${slice}%2f${name}`,
      (slice, name) => `/rpc/${slice}%2f${name}`,
      (slice, name) => `/rpc/${slice}/${name}/`,
      (slice, name) => `/rpc/${slice}/${name}.`,
      (slice, name) => `/rpc/${slice}/${name}%00`,
      (slice, name) => `/rpc/${slice}/${name}?/rpc/myAccount/welcome`,
      (slice, name) => `/rpc/${slice}/${name};/rpc/myAccount/welcome`,
      (slice, name) => `/RPC/${slice.toUpperCase()}/${name}`,
      (slice, name) => `/rpc/%${slice.charCodeAt(0).toString(16)}${slice.slice(1)}/${name}`,
      (slice, name) => `/%72pc/${slice}/${name}`,
      (slice, name) => `/./rpc/./${slice}/./${name}`,
      (slice, name) => `\\rpc\\${slice}\\${name}`,
    ]
    for (const [at, trick] of tricks.entries()) {
      // Each trick with a fifth of the operations, so that every one of them is tried by several.
      for (const [slice = '', name = ''] of admin.filter((_, place) => place % 5 === at % 5)) {
        const path = trick(slice, name)
        const body = JSON.stringify({ json: validInput(`${slice}/${name}`) })
        const headers = { ...portal.pageHeaders, cookie }
        const answer = await portal.send({ method: 'POST', path, headers, body })
        expect([path, answer.status, answer.body]).toEqual([path, expect.toSatisfy(isRefusal), ''])
      }
    }
  })

  it('of the portal are written in one way only', async () => {
    const portal = await openPortal()
    const ways = [
      '/rpc/myAccount//welcome',
      '/rpc/MyAccount/welcome',
      '/rpc/myAccount/welcome.',
      '/rpc/myAccount/welcome%00',
    ]
    for (const path of [
      ...ways,
      '/rpc/myAccount/welcome/',
      '/rpc/myAccount/welcome%20',
      '/rpc/myAccount.welcome',
      '/rpc?myAccount/welcome',
    ]) {
      const answer = await portal.send({ method: 'POST', path, headers: portal.pageHeaders, body: '{"json":{}}' })
      expect([path, answer.status, answer.body]).toEqual([path, 404, ''])
    }
  })

  it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT'])(
    'answer nothing to %s, nor to headers that pretend to be a POST',
    async (method) => {
      const portal = await openPortal()
      const pretending = ['X-HTTP-Method-Override: POST', 'X-HTTP-Method: POST', 'X-Method-Override: POST']
      const line = `${method} /rpc/myAccount/welcome?_method=POST HTTP/1.1`
      const said = await sendBytes(portal.tls, bytesOf(portal, line, [...asPage(portal), ...pretending]))
      expect(statusesIn(said).filter((status) => !isRefusal(status))).toEqual([])
      expect(said).not.toContain('Nordwind')
      await mustBeWell(portal)
    },
  )
})

const isRefusal = (status: number) => [400, 404, 405, 501].includes(status)

describe('a request from somewhere else', () => {
  it('is refused at every operation, with and without a session', async () => {
    const portal = await openPortal()
    const { call, origin } = portal
    const { cookie = '' } = await call('signIn', { username: ownerName, password: ownerPassword })
    const foreign: Record<string, string | undefined>[] = [
      { origin: undefined },
      { origin: 'null' },
      { origin: 'https://evil.test' },
      { origin: `${origin}.evil.test` },
      { origin: origin.replace('https', 'http') },
      { 'x-keydesk': undefined },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'text/plain; application/json' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const [at, { path }] of operations.entries()) {
      // Each operation with a fifth of them, so that every one is tried at several.
      for (const headers of foreign.filter((_, place) => place % 5 === at % 5)) {
        for (const more of [{ headers }, { headers, cookie }]) {
          const answer = await call(path, validInput(path), more)
          expect([path, headers, answer.status, answer.body]).toEqual([path, headers, 403, ''])
          expect(answer.headers['access-control-allow-origin']).toBeUndefined()
        }
      }
    }
    expect((await call('current', {}, { cookie })).status).toBe(200)
  })

  it('is refused under every other host name', async () => {
    const portal = await openPortal()
    const { origin, tls, call } = portal
    const { host } = new URL(origin)
    const end = `Connection: close\r\n\r\n`
    const asked: readonly (readonly [string, number])[] = [
      [`GET https://evil.test/ HTTP/1.1\r\nHost: ${host}\r\n${end}`, 421],
      [`GET http://${host}/ HTTP/1.1\r\nHost: evil.test\r\n${end}`, 421],
      [`GET / HTTP/1.1\r\nHost: ${host}\r\nHost: ${host}\r\n${end}`, 421],
      [`GET / HTTP/1.1\r\nHost: ${host}\r\nHost: evil.test\r\n${end}`, 421],
      [`GET / HTTP/1.1\r\nHost: evil.test\r\nX-Forwarded-Host: ${host}\r\n${end}`, 421],
      [`GET / HTTP/1.1\r\nHost: ${host}@evil.test\r\n${end}`, 400],
      [`GET / HTTP/1.1\r\nHost: evil.test#${host}\r\n${end}`, 400],
      [`GET / HTTP/1.1\r\nHost:\r\n${end}`, 400],
      [`GET //evil.test/ HTTP/1.1\r\nHost: ${host}\r\n${end}`, 404],
      [`GET / HTTP/1.0\r\n${end}`, 400],
    ]
    for (const [bytes, status] of asked) {
      const said = await sendBytes(tls, bytes)
      expect([bytes, statusesIn(said)]).toEqual([bytes, [status]])
      expect(said).not.toMatch(/evil\.test/)
    }
    const named = { headers: { 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test', 'x-original-url': '/x' } }
    const welcome = await call('welcome', {}, named)
    expect([welcome.status, JSON.stringify(welcome)]).toEqual([200, expect.not.stringContaining('evil.test')])
  })

  it('can not choose the address that limits count by', async () => {
    const { call } = await openPortal()
    const begin = (at: number) => {
      const from = `10.0.0.${at}`
      const headers = { 'x-forwarded-for': from, 'x-real-ip': from, forwarded: `for=${from}`, 'cf-connecting-ip': from }
      const input = { username: `p${at}@nordwind.test`, purpose: 'reset', language: 'en' }
      return call('myRecovery/begin', input, { headers })
    }
    const statuses: number[] = []
    for (let at = 0; at < 21; at += 1) statuses.push((await begin(at)).status)
    expect(statuses).toEqual([...Array(20).fill(200), 429])
  })
})

describe('two requests in one', () => {
  const inner = 'GET /trust HTTP/1.1\r\nHost: portal\r\n\r\n'
  it.each<[string, readonly string[], string]>([
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked'], `0\r\n\r\n${inner}`],
    ['chunks and a length', ['Transfer-Encoding: chunked', 'Content-Length: 4'], `0\r\n\r\n${inner}`],
    ['two lengths', ['Content-Length: 11', 'Content-Length: 0'], `{"json":{}}${inner}`],
    ['a list of lengths', ['Content-Length: 11, 0'], `{"json":{}}${inner}`],
    ['a length with a sign', ['Content-Length: +11'], `{"json":{}}${inner}`],
    ['chunks by another name', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${inner}`],
    ['chunks and identity', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${inner}`],
    ['a space before the colon', ['Transfer-Encoding : chunked', 'Content-Length: 4'], `0\r\n\r\n${inner}`],
    ['a folded header', ['Transfer-Encoding:\r\n chunked', 'Content-Length: 4'], `0\r\n\r\n${inner}`],
    ['line feeds alone', ['Content-Length: 0\nTransfer-Encoding: chunked'], `0\r\n\r\n${inner}`],
    ['a carriage return alone', ['Content-Length: 0\rTransfer-Encoding: chunked'], `0\r\n\r\n${inner}`],
    ['a null in a header', ['X-Null: a\0b', 'Content-Length: 0'], inner],
    ['a chunk of a wrong size', ['Transfer-Encoding: chunked'], `5\r\n{"json":{}}\r\n0\r\n\r\n${inner}`],
    ['a chunk size that overflows', ['Transfer-Encoding: chunked'], `10000000000000001\r\n{\r\n0\r\n\r\n${inner}`],
  ])('are not seen in %s', async (_name, headers, body) => {
    const portal = await openPortal()
    const said = await sendBytes(
      portal.tls,
      bytesOf(portal, 'POST /rpc/myAccount/welcome HTTP/1.1', [...asPage(portal), ...headers], body),
    )
    expect(statusesIn(said)).toEqual([400])
    await mustBeWell(portal)
  })

  it('are not answered as one: neither after the end of a request nor on an upgraded connection', async () => {
    const portal = await openPortal()
    const upgrade = ['Upgrade: websocket, h2c', 'Connection: Upgrade', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA']
    const said = await sendBytes(
      portal.tls,
      `${bytesOf(portal, 'GET /rpc/myAccount/welcome HTTP/1.1', upgrade)}${inner}`,
    )
    expect(statusesIn(said)[0]).toBe(404)
    expect(statusesIn(said)).not.toContain(101)
    expect(await sendBytes(portal.tls, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')).not.toContain(' 200 ')
    await mustBeWell(portal)
  })
})
