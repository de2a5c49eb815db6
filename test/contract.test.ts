import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { describe, expect, it } from 'vitest'
import type { ZodType } from 'zod'
import { createAdminApp } from '../electron/doors/admin-app.ts'
import { listenOnLoopback } from '../electron/doors/loopback-server.ts'
import type { Services } from '../electron/services.ts'
import { adminContract } from '../shared/contract.ts'
import { errorMap } from '../shared/errors.ts'
import type { OperationMeta } from '../shared/operation.ts'
import { hasPermission, roleNames } from '../shared/rules/role-matrix.ts'
import { noFilter } from '../shared/users.ts'
import { validInput } from './support/inputs.ts'
import { pagesFolder } from './support/pages.ts'
import { registerAuthenticator, requireFactor } from './support/second-factor.ts'
import { signedIn } from './support/signed-in.ts'
import {
  addPerson,
  ownerName,
  ownerPassword,
  resetAndRead,
  setUp,
  signedInPerson,
  testServices,
} from './support/test-services.ts'
import { withoutApproval } from './support/without-approval.ts'

type Client = ContractRouterClient<typeof adminContract>
type Fetch = (request: Request) => Promise<Response>

const origin = 'http://127.0.0.1:4711'
const launchToken = 'L'.repeat(43)
const operations = Object.entries(adminContract).flatMap(([slice, all]) =>
  Object.entries(all).map(([name, procedure]) => {
    const { meta, inputSchema, outputSchema } = (
      procedure as unknown as { '~orpc': { meta: OperationMeta; inputSchema: ZodType; outputSchema: ZodType } }
    )['~orpc']
    return { path: `${slice}/${name}`, slice, name, meta, inputSchema, outputSchema }
  }),
)

function appOf(services: Services, at = origin): Fetch {
  return createAdminApp({ serve: services.serve, door: 'browser', pages: pagesFolder(), origin: at, launchToken }).fetch
}

function clientOf(fetch: Fetch, token: string | null, at = origin): Client {
  const headers = { 'x-keydesk-launch': launchToken, ...(token ? { authorization: `Bearer ${token}` } : {}) }
  return createORPCClient(new RPCLink({ url: `${at}/rpc`, headers, fetch: (request) => fetch(request) }))
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  const given = { 'content-type': 'application/json', 'x-keydesk-launch': launchToken, ...headers }
  return new Request(`${origin}/rpc/${path}`, { method: 'POST', headers: given, body: JSON.stringify(body) })
}

const codeOf = async (response: Response) => ((await response.json()) as { json: { code: string } }).json.code

describe('every operation', () => {
  it('is named once and has an implementation', async () => {
    const { services } = await testServices()
    for (const { slice, name } of operations) {
      expect(
        (services as unknown as Record<string, Record<string, unknown>>)[slice]?.[name],
        `${slice}.${name}`,
      ).toBeTypeOf('function')
    }
  })

  it('does not answer without a session, unless it is for anyone', async () => {
    const { services } = await setUp()
    const app = appOf(services)
    for (const { path, meta } of operations) {
      if (meta.access === 'anyone') continue
      const response = await app(post(path, { json: validInput(path) }))
      expect([path, response.status, await codeOf(response)]).toEqual([path, 401, 'SIGN_IN_NEEDED'])
    }
  })

  it('does not answer a made-up token or a session that was signed out', async () => {
    const { services, token } = await setUp()
    const app = appOf(services)
    await clientOf(app, token).sessions.signOut({})
    for (const bad of [token, 'A'.repeat(43), 'x', `${token}x`]) {
      const response = await app(post('account/me', { json: {} }, { authorization: `Bearer ${bad}` }))
      expect(response.status).toBe(401)
    }
  })

  it('refuses missing, extra and wrongly typed fields before the service runs', async () => {
    const { services, token, owner } = await setUp()
    const app = appOf(services)
    await services.sessions.confirm(
      { password: ownerPassword },
      signedIn(services.serve.callOf(token, 'browser', false)),
    )
    const before = await services.audit.list(
      { filter: { person: '', action: null, from: null, until: null }, offset: 0, limit: 1 },
      owner,
    )
    for (const { path, inputSchema } of operations) {
      const valid = validInput(path)
      expect(inputSchema.safeParse(valid).success, `${path}: the sample itself`).toBe(true)
      const wrong: unknown[] = [{ ...(valid as object), surplus: 1 }, null, 'text', [valid]]
      for (const field of Object.keys(valid as object)) {
        wrong.push(Object.fromEntries(Object.entries(valid as object).filter(([name]) => name !== field)))
        wrong.push({ ...(valid as object), [field]: { odd: true } })
      }
      for (const input of wrong) {
        const response = await app(post(path, { json: input }, { authorization: `Bearer ${token}` }))
        expect([path, input, response.status, await codeOf(response)]).toEqual([path, input, 400, 'BAD_REQUEST'])
      }
    }
    const after = await services.audit.list(
      { filter: { person: '', action: null, from: null, until: null }, offset: 0, limit: 1 },
      owner,
    )
    expect(after.total).toBe(before.total)
  })

  it('is refused to roles without its permission, with the roles that have it', async () => {
    const { services, owner } = await setUp()
    const app = appOf(services)
    for (const role of [null, ...roleNames]) {
      if (role === 'globalAdministrator') continue
      const person = await signedInPerson(services, owner, role === null ? [] : [role])
      for (const { path, meta } of operations) {
        if (meta.access !== 'admin' || meta.permission === undefined) continue
        if (role !== null && hasPermission([role], meta.permission)) continue
        const response = await app(post(path, { json: validInput(path) }, { authorization: `Bearer ${person.token}` }))
        expect([role, path, response.status, await codeOf(response)]).toEqual([role, path, 403, 'NOT_ALLOWED'])
      }
    }
  })

  it('asks for the own password again where the contract says so', async () => {
    const { services, token } = await setUp()
    const app = appOf(services)
    const guarded = operations.filter(({ meta }) => meta.mustConfirm === true)
    expect(guarded.length, 'which they are is decided in support/confirmations.ts').toBeGreaterThan(25)
    for (const { path } of guarded) {
      const response = await app(post(path, { json: validInput(path) }, { authorization: `Bearer ${token}` }))
      expect([path, await codeOf(response)]).toEqual([path, 'CONFIRMATION_NEEDED'])
    }
  })

  it('waits behind a lock and behind a forced change', async () => {
    const { services, owner, token } = await setUp()
    const app = appOf(services)
    const person = await addPerson(services, owner)
    const { secretId } = withoutApproval(
      await services.passwords.reset(
        { userId: person.id, choice: { kind: 'typed', password: 'Typed-Password-1' }, mustChange: true },
        owner,
      ),
    )
    expect(secretId).toBeTruthy()
    const client = clientOf(app, null)
    const forced = await client.sessions.signIn({ username: person.username, password: 'Typed-Password-1' })
    await clientOf(app, token).sessions.lock({})
    for (const { path, meta } of operations) {
      if (['anyone', 'pending', 'locked'].includes(meta.access)) continue
      const locked = await app(post(path, { json: validInput(path) }, { authorization: `Bearer ${token}` }))
      expect([path, await codeOf(locked)]).toEqual([path, 'SESSION_LOCKED'])
      if (meta.access === 'forced' || path === 'passwords/changeForced') continue
      const waiting = await app(post(path, { json: validInput(path) }, { authorization: `Bearer ${forced.token}` }))
      expect([path, await codeOf(waiting)]).toEqual([path, 'PASSWORD_CHANGE_NEEDED'])
    }
  })
})

describe('a session that waits for its second factor', () => {
  it('may only prove the second factor or sign out, and is told nothing of the account', async () => {
    const { services, owner, clock } = await setUp()
    const person = await signedInPerson(services, owner, ['globalAdministrator'])
    await registerAuthenticator(services, person.call(), clock)
    const app = appOf(services)
    const { token, session } = await clientOf(app, null).sessions.signIn({
      username: person.username,
      password: person.password,
    })
    expect(session).toMatchObject({ factor: 'needed', username: '', displayName: '', roles: [], language: null })
    for (const { path, meta } of operations) {
      if (meta.access === 'anyone' || meta.access === 'pending') continue
      const response = await app(post(path, { json: validInput(path) }, { authorization: `Bearer ${token}` }))
      expect([path, response.status, await codeOf(response)]).toEqual([path, 403, 'FACTOR_NEEDED'])
    }
    const pending = operations.filter(({ meta }) => meta.access === 'pending').map(({ path }) => path)
    expect(pending).toEqual(['sessions/current', 'sessions/proveFactor', 'sessions/signOut'])
  })

  it('may register and nothing else while a role requires it', async () => {
    const { services, owner, token: ownToken } = await setUp()
    await requireFactor(services, owner, ['globalReader'])
    const reader = await addPerson(services, owner, { roles: ['globalReader'] })
    const password = await resetAndRead(services, owner, reader.id, false)
    const app = appOf(services)
    const { token, session } = await clientOf(app, null).sessions.signIn({ username: reader.username, password })
    expect([session.factor, services.serve.callOf(ownToken, 'browser', true).factor]).toEqual(['mustRegister', 'none'])
    for (const { path, meta } of operations) {
      if (['anyone', 'pending', 'locked'].includes(meta.access) || meta.canRegister) continue
      const response = await app(post(path, { json: validInput(path) }, { authorization: `Bearer ${token}` }))
      expect([path, await codeOf(response)]).toEqual([path, 'FACTOR_NEEDED'])
    }
    const open = operations.filter(({ meta }) => meta.canRegister).map(({ path }) => path)
    expect(open).toEqual([
      'sessions/touch',
      'sessions/confirm',
      'methods/mine',
      'methods/startAuthenticator',
      'methods/confirmAuthenticator',
      'methods/createRecoveryCodes',
      'registration/mine',
      'registration/startEmail',
      'registration/confirmEmail',
      'registration/questions',
      'registration/saveQuestions',
    ])
  })
})

describe('the border', () => {
  it('gives typed errors with code and data', async () => {
    const { services, token } = await setUp()
    const client = clientOf(appOf(services), token)
    await expect(
      client.passwords.reset({
        userId: 1 as never,
        choice: { kind: 'generate', style: 'strong', language: 'en' },
        mustChange: true,
      }),
    ).rejects.toMatchObject({
      defined: true,
      code: 'OWN_ACCOUNT',
      status: errorMap.OWN_ACCOUNT.status,
    })
    await expect(client.users.get({ id: 999 as never })).rejects.toMatchObject({
      defined: true,
      code: 'NOT_FOUND',
      data: { what: 'user' },
    })
  })

  it('returns no field that the contract does not declare', async () => {
    const { services, token } = await setUp()
    const leaky = {
      ...services.slices.account,
      me: async (...args: Parameters<typeof services.account.me>) => ({
        ...(await services.account.me(...args)),
        passwordHash: 'x',
      }),
    }
    const serve = { ...services.serve, slices: { ...services.slices, account: leaky } }
    const app = createAdminApp({ serve, door: 'browser', pages: pagesFolder(), origin, launchToken }).fetch
    const response = await app(post('account/me', { json: {} }, { authorization: `Bearer ${token}` }))
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('passwordHash')
  })

  it('tells a bug from an error by a log id and nothing else', async () => {
    const { services, token } = await setUp()
    const broken = { ...services.slices.account, me: () => Promise.reject(new Error('secret: hunter2')) }
    const serve = { ...services.serve, slices: { ...services.slices, account: broken } }
    const app = createAdminApp({ serve, door: 'browser', pages: pagesFolder(), origin, launchToken }).fetch
    const response = await app(post('account/me', { json: {} }, { authorization: `Bearer ${token}` }))
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).toMatch(/"code":"INTERNAL"/)
    expect(text).not.toContain('hunter2')
  })

  it('makes the round trip over real HTTP', async () => {
    const { services, token } = await setUp()
    const server = await listenOnLoopback(0, (at) => appOf(services, at))
    const at = `http://127.0.0.1:${server.port}`
    const overHttp: Fetch = (request) => fetch(request)
    try {
      const client = clientOf(overHttp, token, at)
      const list = await client.users.list({
        query: { search: '', filter: noFilter },
        sort: { by: 'displayName', direction: 'ascending', language: 'da' },
        offset: 0,
        limit: 10,
      })
      expect(list.rows.map((row) => row.username)).toEqual([ownerName])
      expect((await client.settings.status({})).isSetUp).toBe(true)
      await expect(client.users.get({ id: 999 as never })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(clientOf(overHttp, null, at).account.me({})).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' })
    } finally {
      await server.close()
    }
  })
})
