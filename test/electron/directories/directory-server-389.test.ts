import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { nobody, setUp } from '../../support/test-services.ts'
import { codeOf } from '../directory/in-memory-directory.ts'
import { type NsSlapd, nameOf, nsSlapdFault, ordinary, signedIn, startNsSlapd } from '../directory/ns-slapd.ts'
import { base } from '../directory/slapd.ts'

const first = 'Blue-Harbour-42-lamp'
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const

describe.skipIf(nsSlapdFault !== null)('the people of a connected 389 Directory Server', () => {
  let folder = ''
  let server: NsSlapd
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
    server = await startNsSlapd(folder)
    await server.setPolicy({ passwordMustChange: 'on' })
    for (const uid of ['anna', 'bo']) await server.addPerson(uid, first)
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true })
  })

  async function office() {
    const desk = await setUp()
    const trust = { kind: 'authority', certificates: server.authority } as const
    const host = { host: 'localhost', port: server.tlsPort }
    const security = 'ldaps' as const
    const said = await desk.services.directories.probe({ server: host, security, trust }, desk.owner)
    expect(said).toMatchObject({ fault: null, kind: 'directoryServer389', bases: [base] })
    const kind = said.kind ?? 'openLdap'
    const connection = { kind, name: 'Office', servers: [host], security, trust, base, account: ordinary.dn }
    const { password } = ordinary
    const { id } = await desk.services.directories.add({ connection, password }, desk.owner)
    const look = (isWhole: boolean) => desk.services.directories.look({ id, isWhole }, desk.owner)
    return { ...desk, id, look, idOf: (name: string) => desk.services.users.idOf(name) as UserId }
  }

  it('are on the list, get a temporary password that opens the directory, and sign in with their own', async () => {
    const { services, owner, look, idOf } = await office()
    expect(await look(true)).toEqual({ added: 2, changed: 0, gone: 0, missing: 0 })
    const userId = idOf('anna')
    const answer = await services.passwords.reset({ userId, choice, mustChange: true }, owner)
    if (answer.outcome !== 'done') throw new Error(answer.outcome)
    const { passwords } = await services.passwords.reveal({ secretIds: [answer.secretId] }, owner)
    const dn = nameOf('anna')
    await expect(signedIn(server.url, { dn, password: first }, async () => {})).rejects.toThrow()
    await signedIn(server.url, { dn, password: passwords[0]?.password ?? '' }, async () => {})
    const { passwordChangedAt } = await services.users.get({ id: userId }, owner)
    expect(passwordChangedAt).not.toBe(null)
    await look(false)
    // This server does not say when a password was set, which is no reason to forget it.
    expect(await services.users.get({ id: userId }, owner)).toMatchObject({
      passwordState: 'temporary',
      passwordChangedAt,
    })
    expect(await look(false)).toEqual({ added: 0, changed: 0, gone: 0, missing: 0 })
    expect((await services.sessions.signIn({ username: 'bo', password: first }, nobody)).token).not.toBe('')
  })

  it('get no temporary password that the directory would not make them change', async () => {
    await server.setPolicy({ passwordMustChange: 'off' })
    await server.letReadRules(ordinary)
    const { services, owner, look, idOf } = await office()
    await look(true)
    const userId = idOf('bo')
    const tried = services.passwords.reset({ userId, choice, mustChange: true }, owner)
    expect(await codeOf(tried)).toBe('DIRECTORY_REFUSED')
    await signedIn(server.url, { dn: nameOf('bo'), password: first }, async () => {})
    const { outcome } = await services.passwords.reset({ userId, choice, mustChange: false }, owner)
    expect(outcome).toBe('done')
  })
})
