import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPortalApp } from '../../../electron/doors/portal-app.ts'
import type { Services } from '../../../electron/services.ts'
import { portalHost } from '../../support/portal.ts'
import type { Clock } from '../../support/test-clocks.ts'
import { ownerName, ownerPassword, setUp, signedInPerson } from '../../support/test-services.ts'

const origin = `https://${portalHost}:8443`
const minute = 60_000

function signInThrough(services: Services) {
  const app = createPortalApp({ serve: services.portalServe, origin, pages: () => null, authority: null })
  const headers = { origin, 'content-type': 'application/json', 'x-keydesk': 'portal' }
  return async (username: string, password: string, address = '10.0.0.1') => {
    const body = JSON.stringify({ json: { username, password } })
    const response = await app.fetch(
      new Request(`${origin}/rpc/myAccount/signIn`, { method: 'POST', headers, body }),
      address,
    )
    // biome-ignore lint/suspicious/noExplicitAny: whatever it says.
    return { status: response.status, json: ((await response.json()) as any).json }
  }
}

function callThrough(services: Services) {
  const app = createPortalApp({ serve: services.portalServe, origin, pages: () => null, authority: null })
  const headers = { origin, 'content-type': 'application/json', 'x-keydesk': 'portal' }
  return async (path: string, input: object): Promise<{ readonly code?: string }> => {
    const body = JSON.stringify({ json: input })
    const response = await app.fetch(
      new Request(`${origin}/rpc/${path}`, { method: 'POST', headers, body }),
      '10.0.0.1',
    )
    // biome-ignore lint/suspicious/noExplicitAny: whatever it says.
    return ((await response.json()) as any).json
  }
}

async function office(clock: Clock = { now: Date.UTC(2026, 10, 20, 12) }) {
  const test = await setUp({ clock })
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

  it('are a hundred a minute from all addresses together', async () => {
    const { signIn, clock } = await office()
    for (let at = 0; at < 100; at += 1) await signIn(`p${at}@nordwind.test`, 'x', `10.0.${at}.1`)
    expect((await signIn(ownerName, ownerPassword, '10.1.0.1')).json).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    clock.now += minute
    expect((await signIn(ownerName, ownerPassword, '10.1.0.1')).status).toBe(200)
  })

  it('that are right do not count against anybody', async () => {
    const { signIn } = await office()
    for (let at = 0; at < 8; at += 1) expect((await signIn(ownerName, ownerPassword)).status).toBe(200)
  })

  it('that are right are all let in, also when a whole office comes at once from one address', async () => {
    const { services, owner, signIn } = await office()
    const people = await Promise.all(Array.from({ length: 10 }, () => signedInPerson(services, owner)))
    const all = Array.from({ length: 13 }, () => people).flat()
    const answers = await Promise.all(all.map(({ username, password }) => signIn(username, password)))
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
  })

  it('that are wrong never exceed the limit, even among many right ones at once and in any order', async () => {
    const { services, owner, signIn } = await office()
    const { username, password } = await signedInPerson(services, owner)
    const tries = Array.from({ length: 80 }, (_, at) => {
      const isRight = at % 2 === 0
      return isRight ? [username, password] : [`p${at}@nordwind.test`, 'Wrong-Guess-1']
    }) as [string, string][]
    const answers = await Promise.all(tries.map(([name, typed]) => signIn(name, typed)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(20)
    expect((await signIn(username, password)).status).toBe(429)
    // From elsewhere nothing has changed, neither for the person nor for whoever guesses at them.
    expect((await signIn(username, password, '10.0.0.2')).status).toBe(200)
  })

  it('all at once at one account are no more guesses than one after the other', async () => {
    const { signIn } = await office()
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => signIn(ownerName, `Wrong-Guess-${at}`)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25)
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
    // The wait does not last until the clock has caught up, either.
    clock.now += minute
    expect((await again(ownerName, ownerPassword)).status).toBe(200)
  })

  it('leave nothing of what was typed in the store', async () => {
    const { signIn, dataDir } = await office()
    await signIn('My-Secret-Password-1', 'x')
    const files = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1'))
    expect(files.join('')).toContain('sign-in from 10.0.0.1')
    expect(files.join('')).not.toMatch(/my-secret-password-1/i)
  })
})

describe('a refused request', () => {
  const requests: readonly (readonly [string, (at: number) => object])[] = [
    ['myAccount/signIn', (at) => ({ username: `p${at}@nordwind.test`, password: 'x' })],
    ['myRecovery/begin', (at) => ({ username: `p${at}@nordwind.test`, purpose: 'reset', language: 'en' })],
    ['myRecovery/state', (at) => ({ attempt: String(at).padStart(43, 'A') })],
    ['myRecovery/askForHelp', (at) => ({ attempt: String(at).padStart(43, 'A'), reason: 'Help' })],
    ['myRecovery/helpState', (at) => ({ code: `ABCD-EFGH-${1000 + at}` })],
    ['myLinks/spend', (at) => ({ token: String(at).padStart(64, '0') })],
  ]

  it.each(requests)('of %s writes nothing to the store: no row, no byte', async (path, input) => {
    const { services, owner, dataDir } = await office()
    const call = callThrough(services)
    for (let at = 0; (await call(path, input(at))).code !== 'TOO_MANY_ATTEMPTS'; at += 1) expect(at).toBeLessThan(200)
    const store = () => ['keydesk.db', 'keydesk.db-wal'].map((name) => stateOf(join(dataDir, name)))
    const before = store()
    for (let at = 200; at < 300; at += 1) expect((await call(path, input(at))).code).toBe('TOO_MANY_ATTEMPTS')
    expect(store()).toEqual(before)
    // What was refused is summed up, once.
    const entries = async () => {
      await services.portal.tidy()
      const filter = { person: '', action: 'Refuse portal requests.', from: null, until: null } as const
      return (await services.audit.list({ filter, offset: 0, limit: 10 }, owner)).entries.map(({ detail }) => detail)
    }
    expect(await entries()).toEqual([{ requests: '101', addresses: '1' }])
    expect(await entries()).toHaveLength(1)
  })
})

/** What a write would change: the length of a file, its date, its bytes. */
function stateOf(path: string): object {
  const { size, mtimeMs } = statSync(path)
  return { size, mtimeMs }
}
