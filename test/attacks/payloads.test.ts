import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { openPortal } from '../support/portal.ts'
import { asPage, bytesOf, mustBeWell, sendBytes, statusesIn } from '../support/raw-request.ts'
import { ownerName, ownerPassword, signedInPerson } from '../support/test-services.ts'

const isClean = () => expect(({} as Record<string, unknown>).polluted).toBeUndefined()

describe('what is sent', () => {
  const deep = (open: string, close: string, times: number) => `${open.repeat(times)}${close.repeat(times)}`
  const bodies: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['no JSON', '{'],
    ['not even text', '\u0000\ufffd\ud800'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no envelope', '{"username":"a"}'],
    ['a prototype beside', '{"json":{},"__proto__":{"polluted":1}}'],
    ['a prototype', '{"json":{"__proto__":{"polluted":1},"username":"a@b.test","password":"x"}}'],
    ['a constructor', '{"json":{"constructor":{"prototype":{"polluted":1}}}}'],
    ['a way to the prototype', '{"json":{"a":1},"meta":[[1,"__proto__","polluted"]]}'],
    ['a way to the constructor', '{"json":{"a":"1"},"meta":[[1,"constructor","prototype","polluted"]]}'],
    ['a way to nowhere', '{"json":{},"meta":[[1,"a","b","c"]]}'],
    ['a way that is none', '{"json":{},"meta":[null,1,"x",[],[99,"a"],[{"a":1}]]}'],
    ['a way of no list', '{"json":{},"meta":{"length":1e9}}'],
    ['a pattern', '{"json":{"username":"/(a+)+$/g","password":"x"},"meta":[[6,"username"]]}'],
    ['a bad pattern', '{"json":{"username":"/(/zz","password":"x"},"meta":[[6,"username"]]}'],
    ['a bad address', '{"json":{"username":"::","password":"x"},"meta":[[5,"username"]]}'],
    ['a bad number', `{"json":{"username":"${'9'.repeat(15_000)}","password":"x"},"meta":[[0,"username"]]}`],
    ['a set', '{"json":{"username":["a"],"password":"x"},"meta":[[7,"username"]]}'],
    ['a map of nothing', '{"json":{"username":[1],"password":"x"},"meta":[[8,"username"]]}'],
    ['files', '{"json":{"username":null},"meta":[],"maps":[["username"]]}'],
    ['depth', `{"json":${deep('[', ']', 8_000)}}`],
    ['depth of objects', `{"json":${deep('{"a":', '}', 2_000).replace(':}', ':1}')}}`],
    ['a huge number', '{"json":{"username":1e999,"password":-1e999}}'],
    ['a long number', `{"json":${'1'.repeat(16_000)}}`],
    ['a name twice', '{"json":{"username":"a@b.test","username":{"$ne":1},"password":"x"}}'],
    ['an operator', '{"json":{"username":{"$gt":""},"password":{"$gt":""}}}'],
    ['SQL', `{"json":{"username":"' OR 1=1 --@b.test","password":"x"}}`],
    ['letters that fold', '{"json":{"username":"\u212aid@b.test\u0000","password":"x"}}'],
  ]

  it('breaks nothing, and the answer says only that it was wrong', async () => {
    const portal = await openPortal()
    const person = await signedInPerson(portal.services, portal.owner)
    const { cookie } = await portal.call('signIn', { username: person.username, password: person.password })
    for (const [what, body] of bodies) {
      for (const path of [
        'myAccount/signIn',
        'myRecovery/begin',
        'myAccount/updateContact',
        'myRegistration/saveQuestions',
      ]) {
        portal.clock.now += 60_000
        const headers = { ...portal.pageHeaders, cookie }
        const { status, body: said } = await portal.send({ method: 'POST', path: `/rpc/${path}`, headers, body })
        expect([what, path, status]).toEqual([what, path, expect.toSatisfy((one: number) => one >= 400 && one < 500)])
        expect(said).not.toMatch(/stack|node_modules|SQLITE|Error:/)
        isClean()
      }
    }
    await mustBeWell(portal)
  })

  it('has 16 KiB at most, however it comes, and 8 KiB of headers', async () => {
    const portal = await openPortal()
    const post = 'POST /rpc/myAccount/welcome HTTP/1.1'
    const told = bytesOf(portal, post, [...asPage(portal), 'Content-Length: 16385'], ' '.repeat(16_385))
    expect(statusesIn(await sendBytes(portal.tls, told))).toEqual([413])
    const boast = bytesOf(portal, post, [...asPage(portal), 'Content-Length: 999999999999'], '{}')
    expect(statusesIn(await sendBytes(portal.tls, boast))).toEqual([413])
    const chunk = `1000\r\n${' '.repeat(4096)}\r\n`
    const chunked = bytesOf(portal, post, [...asPage(portal), 'Transfer-Encoding: chunked'], chunk.repeat(64))
    expect(statusesIn(await sendBytes(portal.tls, chunked))).toEqual([413])
    const many = Array.from({ length: 2_000 }, (_, at) => `X-${at}: 1`)
    expect(statusesIn(await sendBytes(portal.tls, bytesOf(portal, 'GET / HTTP/1.1', many)))).toEqual([431])
    const long = `GET /${'a'.repeat(9_000)} HTTP/1.1`
    expect(statusesIn(await sendBytes(portal.tls, bytesOf(portal, long, [])))).toEqual([431])
    await mustBeWell(portal)
  })

  it('may be cut off at any byte without harm', async () => {
    const portal = await openPortal()
    const whole = bytesOf(
      portal,
      'POST /rpc/myAccount/welcome HTTP/1.1',
      [...asPage(portal), 'Content-Length: 11'],
      '{"json":{}}',
    )
    for (let length = 1; length < whole.length; length += 7) {
      await new Promise<void>((done) => {
        const socket = connect(portal.tls, () => socket.write(whole.slice(0, length), () => socket.destroy()))
        socket.on('error', () => {})
        socket.once('close', () => done())
      })
    }
    await mustBeWell(portal)
  })
})

describe('a cookie', () => {
  it('is read only where it is whole, sent once and under its own name', async () => {
    const { call } = await openPortal()
    const { cookie = '' } = await call('signIn', { username: ownerName, password: ownerPassword })
    const value = cookie.split('=')[1] ?? ''
    const tricks = [
      `${cookie}; ${cookie}`,
      `__Host-keydesk=; ${cookie}`,
      `keydesk=${value}`,
      `__Secure-keydesk=${value}`,
      `__host-keydesk=${value}`,
      `__Host-keydesk =${value}`,
      `__Host-keydesk="${value}"`,
      `__Host-keydesk=${value}=`,
      `__Host-keydesk=${value} `.padEnd(60, 'x'),
      `__Host-keydesk=${value.slice(0, -1)}`,
      `__Host-keydesk=${value},x=1`,
      `__Host-keydesk=${'A'.repeat(7_000)}`,
      `x__Host-keydesk=${value}`,
    ]
    for (const trick of tricks)
      expect([trick, (await call('current', {}, { cookie: trick })).status]).toEqual([trick, 401])
    expect((await call('current', {}, { cookie: `other=1; ${cookie}; more=2` })).status).toBe(200)
  })
})
