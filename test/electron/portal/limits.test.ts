import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPortalApp } from '../../../electron/doors/portal-app.ts'
import type { Services } from '../../../electron/services.ts'
import { portalHost } from '../../support/portal.ts'
import type { Clock } from '../../support/test-clocks.ts'
import { keepingKeychain, ownerName, ownerPassword, setUp } from '../../support/test-services.ts'

const origin = `https://${portalHost}:8443`
const minute = 60_000

function signInThrough(services: Services) {
  const app = createPortalApp({ serve: services.portalServe, origin, pages: () => null, authority: null })
  const headers = { origin, 'content-type': 'application/json', 'x-keydesk': 'portal' }
  return async (username: string, password: string, address = '10.0.0.1') => {
    const body = JSON.stringify({ json: { username, password } })
    const response = await app.fetch(
      new Request(`${origin}/rpc/account/signIn`, { method: 'POST', headers, body }),
      address,
    )
    // biome-ignore lint/suspicious/noExplicitAny: whatever it says.
    return { status: response.status, json: ((await response.json()) as any).json }
  }
}

async function office(clock: Clock = { now: Date.UTC(2026, 10, 20, 12) }) {
  const test = await setUp({ keychain: keepingKeychain(), clock })
  return { ...test, clock, signIn: signInThrough(test.services) }
}

describe('sign-ins at the portal', () => {
  it('are five for one account from one address, the same whether it exists or not', async () => {
    const { signIn } = await office()
    const answers = []
    for (const name of [ownerName, 'nobody@nordwind.test']) {
      const statuses = []
      for (let at = 0; at < 6; at += 1) statuses.push(await signIn(name, `Wrong-Guess-${at}`))
      answers.push(statuses)
    }
    const [known, unknown] = answers
    expect(known).toEqual(unknown)
    expect(known?.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429])
    expect(known?.[5]?.json).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', data: { seconds: 900 } })
  })

  it('count however the name is written', async () => {
    const { signIn } = await office()
    for (const name of [ownerName, ownerName.toUpperCase(), ` ${ownerName} `, ownerName, ownerName])
      expect((await signIn(name, 'Wrong-Guess-1')).status).toBe(401)
    expect((await signIn(ownerName.toUpperCase(), ownerPassword)).status).toBe(429)
  })

  it('are twenty from one address, whoever they are for; an IPv6 network is one address', async () => {
    const { signIn } = await office()
    for (let at = 0; at < 20; at += 1)
      expect((await signIn(`p${at}@nordwind.test`, 'x', `2001:db8:1:2::${at + 1}`)).status).toBe(401)
    expect((await signIn('other@nordwind.test', 'x', '2001:db8:1:2:ffff::1')).status).toBe(429)
    expect((await signIn('other@nordwind.test', 'x', '2001:db8:1:3::1')).status).toBe(401)
  })

  it('are a hundred a minute from everybody together', async () => {
    const { signIn, clock } = await office()
    for (let at = 0; at < 100; at += 1) await signIn(`p${at}@nordwind.test`, 'x', `10.0.${at}.1`)
    expect((await signIn(ownerName, ownerPassword, '10.1.0.1')).json).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    clock.now += minute
    expect((await signIn(ownerName, ownerPassword, '10.1.0.1')).status).toBe(200)
  }, 60_000)

  it('that are right do not count against anybody', async () => {
    const { signIn } = await office()
    for (let at = 0; at < 8; at += 1) expect((await signIn(ownerName, ownerPassword)).status).toBe(200)
  })

  it('stay counted over a restart, and a clock that is set back shortens nothing', async () => {
    const { restart, clock, signIn } = await office()
    for (let at = 0; at < 5; at += 1) await signIn(ownerName, `Wrong-Guess-${at}`)
    const again = signInThrough(await restart())
    expect((await again(ownerName, ownerPassword)).json.data).toMatchObject({ seconds: 900 })
    clock.now -= 48 * 60 * minute
    expect((await again(ownerName, ownerPassword)).json.data).toMatchObject({ seconds: 900 })
    clock.now += 14 * minute
    expect((await again(ownerName, ownerPassword)).json.data).toMatchObject({ seconds: 60 })
    // Nor does it last until the clock has caught up.
    clock.now += minute
    expect((await again(ownerName, ownerPassword)).status).toBe(200)
  })

  it('leave nothing in the store of what was typed', async () => {
    const { signIn, dataDir } = await office()
    await signIn('My-Secret-Password-1', 'x')
    const files = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1'))
    expect(files.join('')).toContain('sign-in from 10.0.0.1')
    expect(files.join('')).not.toMatch(/my-secret-password-1/i)
  })
})
