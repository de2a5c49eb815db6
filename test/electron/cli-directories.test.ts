import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { makeAuthority } from '../../electron/portal/certificate.ts'
import { runFile } from '../support/build-script.ts'
import { registerAuthenticator } from '../support/second-factor.ts'
import { noKeychain, ownerName, ownerPassword, setUp, temporaryFolder } from '../support/test-services.ts'
import { threeAdmins, withApproval } from '../support/two-admins.ts'
import {
  addPeople,
  asManager,
  base,
  connectionTo,
  helpdesk,
  manager,
  people,
  replace,
  type Slapd,
  slapdFault,
  startSlapd,
} from './directory/slapd.ts'

let folder = ''
let slapd: Slapd
beforeAll(async () => {
  if (slapdFault !== null) return
  folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
  slapd = await startSlapd(folder)
  await addPeople(slapd.url, ['anna', 'bo', 'cilla'], 'Blue-Harbour-42-lamp')
})
afterAll(async () => {
  if (slapdFault !== null) return
  await slapd.stop()
  rmSync(folder, { recursive: true })
})
beforeEach(({ skip }) => {
  if (slapdFault !== null) skip(slapdFault)
})

type Options = { readonly lines?: readonly string[]; readonly language?: string; readonly isJson?: boolean }

/** The command line in a data folder; the admin's password is the first line of its standard input. */
function deskIn(dataDir: string) {
  return async (args: readonly string[], { lines = [], language = 'en', isJson = true }: Options = {}) => {
    const given = ['--data-dir', dataDir, '--as', ownerName, '--password-stdin', '--language', language, ...args]
    const input = `${[ownerPassword, ...lines].join('\n')}\n`
    const { status, out, err } = await runFile('electron/cli.ts', [...given, ...(isJson ? ['--json'] : [])], { input })
    return { status, out, err, document: isJson && out !== '' ? (JSON.parse(out) as Record<string, never>) : null }
  }
}

async function office() {
  const desk = await setUp({ keychain: noKeychain })
  await desk.close()
  return { keydesk: deskIn(desk.dataDir), desk }
}

const server = () => `localhost:${slapd.tlsPort}`
/** What connects this server, apart from whom to trust. */
const adding = (...more: readonly string[]) => {
  const account = more.includes('--account') ? [] : ['--account', manager.dn]
  return ['directories', 'add', '--name', 'Office', '--server', server(), ...account, ...more]
}
const ownAuthority = () => ['--authority', join(folder, 'ca.pem')]
const asManagerThere = { lines: [manager.password] }
const namesIn = (document: unknown) =>
  (document as { directories: readonly { name: string }[] }).directories.map(({ name }) => name)

describe('connecting a directory on the command line', () => {
  it('shows a certificate that nobody vouches for, and changes nothing until its whole fingerprint is given', async () => {
    const { keydesk } = await office()
    const shown = await keydesk(adding(), asManagerThere)
    expect(shown).toMatchObject({
      status: 1,
      document: { id: null, servers: [{ server: server(), fault: 'certificate' }] },
    })
    const { certificate } = (shown.document as never as { servers: [{ certificate: Record<string, string> }] })
      .servers[0]
    const fingerprint = certificate.fingerprint ?? ''
    expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    expect(certificate).toMatchObject({
      subject: 'CN=Keydesk portal',
      issuer: expect.stringContaining('Test'),
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
    expect(shown.err).toContain(`--fingerprint ${fingerprint}`)

    const text = await keydesk(adding(), { ...asManagerThere, language: 'da', isJson: false })
    expect(text.out).toMatch(/^Certifikat/)
    expect(text.out).toContain(`SHA-256-fingeraftryk: ${fingerprint}`)
    expect(text.out).toContain('Udstedt til: CN=Keydesk portal')

    const part = await keydesk(adding('--fingerprint', fingerprint.slice(0, 59)), asManagerThere)
    expect(part).toMatchObject({ status: 2, out: '', err: expect.stringContaining('32 pairs') })
    const other = fingerprint.replace(/..$/, (pair) => (pair === '00' ? '01' : '00'))
    const wrong = await keydesk(adding('--fingerprint', other), asManagerThere)
    expect(wrong).toMatchObject({ status: 1, document: { id: null } })
    expect(wrong.err).toContain(`another certificate than the one with the fingerprint ${other}`)
    expect(namesIn((await keydesk(['directories', 'list'])).document)).toEqual([])

    // As another program may print it.
    const added = await keydesk(adding('--fingerprint', fingerprint.toLowerCase()), asManagerThere)
    expect(added).toMatchObject({ status: 0, document: { name: 'Office', fault: null, people: 3, read: { added: 3 } } })
    expect((await keydesk(['directories', 'list'])).document).toMatchObject({
      directories: [{ kind: 'openLdap', base, trust: 'pinned', security: 'ldaps', people: 3, state: 'connected' }],
    })
  })

  it('trusts the authority of a file, with StartTLS too, and reads everybody', async () => {
    const { keydesk } = await office()
    const args = [
      'directories',
      'add',
      '--name',
      'Office',
      '--server',
      `localhost:${slapd.plainPort}`,
      '--security',
      'starttls',
    ]
    const added = await keydesk([...args, '--account', manager.dn, ...ownAuthority()], {
      ...asManagerThere,
      isJson: false,
    })
    expect(added).toMatchObject({ status: 0 })
    expect(added.out).toMatch(/^What Keydesk's account may do +Status\nSee the people +Yes$/m)
    expect(added.err).toContain('Office: 3 people added, none changed, none gone.')
    const list = await keydesk(['directories', 'list'], { isJson: false })
    expect(list.out).toMatch(
      /^Name +Kind +Server +People +Last read +Status\nOffice +OpenLDAP +localhost:\d+ +3 +\S.* +Connected\n$/,
    )
    const twice = await keydesk([...args, '--account', manager.dn, ...ownAuthority()], asManagerThere)
    expect(twice).toMatchObject({
      status: 2,
      out: '',
      err: 'There is a directory "Office" already. Nothing was changed.\n',
    })
    expect((await keydesk(['users', 'list'])).out).toContain('"cilla"')
  })

  it('connects nothing with a wrong password, with another authority, or at an address where nobody answers', async () => {
    const { keydesk } = await office()
    const wrong = await keydesk(adding(...ownAuthority()), { lines: ['Not-the-password'] })
    expect(wrong).toMatchObject({ status: 1, document: { id: null, fault: 'loginRefused' } })
    const file = join(temporaryFolder(), 'other.pem')
    writeFileSync(file, makeAuthority({ host: 'localhost', address: '127.0.0.1' }, 'Other', Date.now()).certificate)
    const other = await keydesk(adding('--authority', file), asManagerThere)
    expect(other).toMatchObject({ status: 1, document: { servers: [{ fault: 'certificate' }] } })
    writeFileSync(file, 'no certificate')
    expect(await keydesk(adding('--authority', file))).toMatchObject({ status: 2, out: '' })
    const nowhere = ['directories', 'add', '--name', 'x', '--server', 'localhost:1', '--account', manager.dn]
    expect(await keydesk(nowhere)).toMatchObject({
      status: 1,
      document: { servers: [{ server: 'localhost:1', fault: 'unreachable', certificate: null }] },
    })
    expect(await keydesk(adding(...ownAuthority()))).toMatchObject({ status: 2, err: expect.stringContaining('ended') })
    expect(namesIn((await keydesk(['directories', 'list'])).document)).toEqual([])
  })

  it('says what is wrong with the line before it asks for a password', async () => {
    const { keydesk } = await office()
    const fingerprint = Array(32).fill('AA').join(':')
    expect(await keydesk(adding(...ownAuthority(), '--fingerprint', fingerprint))).toMatchObject({ status: 2, out: '' })
    const bad = await keydesk(['directories', 'add', '--name', 'x', '--server', 'ldap://x', '--account', 'cn=x'])
    expect(bad).toMatchObject({ status: 2, out: '', err: expect.stringContaining("ldap://x can't be a server") })
    const many = Array(6).fill(['--server', 'x.test']).flat()
    const six = await keydesk(['directories', 'add', '--name', 'x', '--account', 'cn=x', ...many])
    expect(six).toMatchObject({ status: 2, err: expect.stringContaining('up to 5 servers') })
  })

  it('reads the code of a second factor between the two passwords', async () => {
    const desk = await setUp({ keychain: noKeychain })
    const app = await registerAuthenticator(desk.services, desk.owner, desk.clock)
    await desk.close()
    const lines = [app.recoveryCodes[0] ?? '', manager.password]
    const added = await deskIn(desk.dataDir)(adding(...ownAuthority()), { lines })
    expect(added).toMatchObject({ status: 0, document: { read: { added: 3 } } })
  })
})

describe('a connected directory on the command line', () => {
  it('is tested line by line, with the commands that give missing rights to its account', {
    tags: 'long',
  }, async () => {
    const { keydesk } = await office()
    const asHelpdesk = { lines: [helpdesk.password] }
    const added = await keydesk(adding('--account', helpdesk.dn, ...ownAuthority()), asHelpdesk)
    expect(added).toMatchObject({ status: 0, document: { people: 3 } })
    const tested = await keydesk(['directories', 'test', 'Office'])
    expect(tested).toMatchObject({ status: 1, document: { name: 'Office', fault: null, people: 3 } })
    const { rights } = tested.document as never as { rights: { right: string; state: string; command: string }[] }
    expect(rights.find(({ right }) => right === 'readPeople')?.state).toBe('yes')
    const reset = rights.find(({ right }) => right === 'reset')
    expect(reset).toMatchObject({ state: 'no', command: expect.stringContaining(helpdesk.dn) })
    const text = await keydesk(['directories', 'test', 'Office'], { isJson: false })
    expect(text.out).toContain('Set new passwords. This gives the right on the server:\n')
    expect(text.out).toContain(reset?.command)
    expect(text.out).not.toContain('<account>')
    expect(await keydesk(['directories', 'test', 'Offic'])).toMatchObject({ status: 2, out: '' })
  })

  it('is read again, by name or id, and says who came, changed and went', async () => {
    const { keydesk } = await office()
    const added = await keydesk(adding(...ownAuthority()), asManagerThere)
    const { id } = added.document as never as { id: number }
    await addPeople(slapd.url, ['dan'], 'Blue-Harbour-42-lamp')
    await asManager(slapd.url, (client) => client.modify(`uid=bo,${people}`, replace('displayName', 'Bo Dam')))
    const came = await keydesk(['directories', 'sync', 'Office'])
    expect(came).toMatchObject({ status: 0, document: { name: 'Office', added: 1, changed: 1, gone: 0 } })
    await asManager(slapd.url, (client) => client.del(`uid=dan,${people}`))
    const went = await keydesk(['directories', 'sync', String(id), '--whole'], { language: 'da', isJson: false })
    expect(went).toMatchObject({ status: 0 })
    expect(went.out).toMatch(/^Office: .*1/)
    expect(await keydesk(['directories', 'sync', 'Office'])).toMatchObject({ document: { added: 0, gone: 0 } })
  })

  it('has people and groups that are listed by its name', { tags: 'long' }, async () => {
    const group = `cn=Sales,${people}`
    await asManager(slapd.url, (client) =>
      client.add(group, {
        objectClass: 'groupOfNames',
        cn: 'Sales',
        member: [`uid=anna,${people}`, `uid=bo,${people}`],
      }),
    )
    onTestFinished(() => asManager(slapd.url, (client) => client.del(group)))
    const { keydesk } = await office()
    expect((await keydesk(['users', 'list'], { isJson: false })).out).not.toContain('Directory')
    await keydesk(adding(...ownAuthority()), asManagerThere)
    const usernames = async (...args: string[]) => {
      const { document } = await keydesk(['users', 'list', ...args])
      const { users } = document as never as { users: { username: string; directory: string | null }[] }
      return users.map(({ username, directory }) => `${username} ${directory}`)
    }
    expect(await usernames('--directory', 'office')).toEqual(['anna Office', 'bo Office', 'cilla Office'])
    expect(await usernames('--directory', 'own')).toEqual([`${ownerName} null`])
    const text = await keydesk(['users', 'list'], { isJson: false })
    expect(text.out).toMatch(/^User name .* Directory$/m)
    expect(text.out).toMatch(/^anna .* Office$/m)
    const wrong = await keydesk(['users', 'list', '--directory', 'Lab'])
    expect(wrong).toMatchObject({ status: 2, err: expect.stringContaining('There is no directory "Lab"') })

    const sales = {
      name: 'Sales (Office)',
      kind: 'directory',
      directory: 'Office',
      people: 2,
      groups: 0,
      isGone: false,
    }
    expect((await keydesk(['groups', 'list'])).document).toMatchObject({ groups: [sales] })
    const shown = await keydesk(['groups', 'show', 'sales (office)'])
    expect(shown.document).toMatchObject(sales)
    const members = (shown.document as unknown as { members: readonly { username: string }[] }).members
    expect(members.map(({ username }) => username).toSorted()).toEqual(['anna', 'bo'])
    const table = await keydesk(['groups', 'show', 'Sales (Office)'], { isJson: false, language: 'da' })
    expect(table.out).toMatch(/^anna +Person anna/m)
    const none = await keydesk(['groups', 'show', 'Sales'])
    expect(none).toMatchObject({ status: 2, err: expect.stringContaining('There is no group "Sales"') })

    const again = await keydesk(
      adding(...ownAuthority()).map((one) => (one === 'Office' ? 'OFFICE' : one)),
      asManagerThere,
    )
    expect(again).toMatchObject({ status: 2, out: '' })
  })

  it('has people who are edited there, and says what it can’t do', { tags: 'long' }, async () => {
    const { keydesk } = await office()
    await keydesk(adding(...ownAuthority()), asManagerThere)
    const edited = await keydesk(['users', 'edit', 'anna', '{"city":"Aarhus"}'])
    expect(edited).toMatchObject({ status: 0, document: { username: 'anna', outcome: 'done' } })
    await asManager(slapd.url, async (client) => {
      const attributes = ['l']
      const { searchEntries } = await client.search(`uid=anna,${people}`, { scope: 'base', attributes })
      expect(searchEntries).toMatchObject([{ l: 'Aarhus' }])
    })
    const wrong = await keydesk(['users', 'edit', 'anna', '{"town":"Aarhus"}'])
    expect(wrong).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringContaining('displayName, language, firstName'),
    })
    expect(await keydesk(['users', 'edit', 'nobody', '{"city":"x"}'])).toMatchObject({ status: 2, out: '' })
    for (const act of ['block', 'never-expires']) {
      const refused = await keydesk(['users', act, 'anna'])
      expect(refused.status).not.toBe(0)
      expect(refused.err).not.toContain('INTERNAL')
    }
    const file = join(temporaryFolder(), 'more.csv')
    writeFileSync(file, 'User name,Display name\nzoe@nordwind.test,Zoe\n')
    await keydesk(['users', 'import', file])
    for (const act of ['never-expires', 'expires', 'unlock', 'block'])
      expect(await keydesk(['users', act, 'zoe@nordwind.test'])).toMatchObject({ status: 0 })
    const blocked = async () => (await keydesk(['users', 'list', '--state', 'blocked'])).document
    expect(await blocked()).toMatchObject({ users: [{ username: 'zoe@nordwind.test' }] })
    await keydesk(['users', 'allow', 'zoe@nordwind.test'])
    expect(await blocked()).toMatchObject({ users: [] })
  })

  it('is disconnected only where somebody is sure, after saying how many people leave', { tags: 'long' }, async () => {
    const { keydesk } = await office()
    await keydesk(adding(...ownAuthority()), asManagerThere)
    const asked = await keydesk(['directories', 'remove', 'Office'])
    expect(asked).toMatchObject({ status: 2, out: '' })
    expect(asked.err).toMatch(/^3 people from Office leave .*--yes/s)
    expect(namesIn((await keydesk(['directories', 'list'])).document)).toEqual(['Office'])
    const removed = await keydesk(['directories', 'remove', 'Office', '--yes'])
    expect(removed).toMatchObject({ status: 0, document: { name: 'Office', removed: 3 } })
    expect(namesIn((await keydesk(['directories', 'list'])).document)).toEqual([])
    const log = (await keydesk(['audit', 'list'])).out
    expect(log).toContain('Remove directory.')
    expect(log).not.toContain(manager.password)
  })

  it('has people matched, undone and kept without passwords', { tags: 'long' }, async () => {
    const { keydesk } = await office()
    await keydesk(adding(...ownAuthority()), asManagerThere)
    const file = join(temporaryFolder(), 'own.csv')
    writeFileSync(file, 'User name,Display name\nanna@nordwind.test,Person anna\nzoe@nordwind.test,Zoe\n')
    await keydesk(['users', 'import', file])
    const shown = await keydesk(['directories', 'match', 'Office'])
    expect(shown).toMatchObject({
      status: 0,
      document: { counts: { pairs: 1, doubts: 0 }, pairs: [{ person: 'anna@nordwind.test', entry: 'anna' }] },
    })
    expect(shown.document).toMatchObject({ onlyHere: expect.arrayContaining(['zoe@nordwind.test']) })
    expect(shown.err).toContain('Nobody was matched. Add --adopt')
    const matched = await keydesk(['directories', 'match', 'Office', '--adopt'])
    expect(matched).toMatchObject({ status: 0, document: { results: [{ username: 'anna', outcome: 'done' }] } })
    const undone = await keydesk(['directories', 'undo-match', 'Office', 'anna', 'nobody'])
    expect(undone).toMatchObject({
      status: 1,
      document: {
        results: [
          { username: 'anna@nordwind.test', outcome: 'done' },
          { username: 'nobody', outcome: 'failed', reason: 'NOT_FOUND' },
        ],
      },
    })
    expect(await keydesk(['directories', 'match', 'Office', '--adopt'])).toMatchObject({ status: 0 })
    expect(await keydesk(['directories', 'undo-match', 'Office'])).toMatchObject({ status: 0 })
    const text = await keydesk(['directories', 'match', 'Office'], { language: 'da', isJson: false })
    expect(text.err).toContain('Par (1)')
    const removed = await keydesk(['directories', 'remove', 'Office', '--yes', '--keep-people'])
    expect(removed).toMatchObject({ status: 0, document: { name: 'Office' } })
    const { out } = await keydesk(['users', 'list', '--search', 'bo'])
    expect(out).toContain('"passwordState": "none"')
  })

  it('waits for a second admin to be connected and disconnected, with the number of the request', {
    tags: 'long',
  }, async () => {
    const desk = await threeAdmins({ keychain: noKeychain })
    const { connection, password } = connectionTo(slapd)
    const other = { connection: { ...connection, name: 'Other' }, password }
    await desk.services.directories.add(other, withApproval(desk.owner))
    await desk.close()
    const keydesk = deskIn(desk.dataDir)
    const added = await keydesk(adding(...ownAuthority()), asManagerThere)
    expect(added).toMatchObject({ status: 1, document: { request: 1 } })
    expect(added.err).toContain('It is waiting as request 1 on the Requests page')
    const removed = await keydesk(['directories', 'remove', 'Other', '--yes'])
    expect(removed).toMatchObject({ status: 1, document: { request: 2 } })
    expect(namesIn((await keydesk(['directories', 'list'])).document)).toEqual(['Other'])
  })
})
