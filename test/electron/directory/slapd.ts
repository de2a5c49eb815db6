import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Attribute, Change, Client } from 'ldapts'
import { issueLeaf, makeAuthority } from '../../../electron/portal/certificate.ts'
import { startProgram, tryProgram } from '../../support/build-script.ts'
import { freePort } from '../../support/free-port.ts'

const program = '/usr/sbin/slapd'
const modules = '/usr/lib/ldap'
export const base = 'dc=keydesk,dc=test'
export const people = `ou=people,${base}`
/** An account with no more than what access rules give it. */
export const helpdesk = { dn: `cn=helpdesk,${base}`, password: 'Helpdesk-of-the-directory' } as const
export const manager = { dn: `cn=manager,${base}`, password: 'Manager-of-the-directory' } as const

/** Why no OpenLDAP can be started here, or null. */
export const slapdFault: string | null =
  existsSync(program) && existsSync(modules) ? null : `${program} is not installed`

export type Slapd = Awaited<ReturnType<typeof startSlapd>>

export type SlapdOptions = {
  /** Whether it has the password policy overlay; true where nothing is said. */
  readonly hasPolicy?: boolean
  /** Access rules (slapd.access(5)) instead of the usual ones, under which everybody may read. */
  readonly access?: readonly string[]
  /** Whether it waits for the disk, as in an office; false where nothing is said. */
  readonly isDurable?: boolean
  /** The values of the usual password policy. */
  readonly policy?: Readonly<Record<string, string>>
}

/** A real OpenLDAP, with its password policy overlay or without, in a folder of its own, on loopback ports. */
export async function startSlapd(folder: string, port?: number, options: SlapdOptions = {}) {
  const plainPort = port ?? (await freePort())
  const tlsPort = await freePort()
  const url = `ldap://127.0.0.1:${plainPort}`
  const conf = join(folder, 'slapd.conf')
  const isNew = !existsSync(conf)
  const { authority } = isNew ? makeCertificates(folder) : { authority: readFileSync(join(folder, 'ca.pem'), 'utf8') }
  if (isNew) {
    mkdirSync(join(folder, 'data'))
    writeFileSync(conf, configuration(folder, options))
  }
  const child = startProgram(program, ['-f', conf, '-h', `${url} ldaps://127.0.0.1:${tlsPort}`, '-d', '0'])
  let words = ''
  child.stderr?.on('data', (data) => {
    words += data
  })
  await untilItAnswers(url, child, () => words)
  if (isNew) await addTrunk(url, options)
  return {
    url,
    plainPort,
    tlsPort,
    /** The certificate of the authority that vouches for this server (PEM). */
    authority,
    /** Ends it, as hard as its machine might; it can be started again in the same folder. */
    stop: (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
    /** Stops the server, which keeps its connections open without answering. */
    freeze: (): void => void child.kill('SIGSTOP'),
    thaw: (): void => void child.kill('SIGCONT'),
  }
}

/** The files of TLS: for `localhost` and 127.0.0.1, from an authority of the test's own. */
export function makeCertificates(folder: string): { readonly authority: string } {
  const names = { host: 'localhost', address: '127.0.0.1' }
  const authority = makeAuthority(names, 'Test', Date.now())
  const leaf = issueLeaf(authority, names, Date.now())
  writeFileSync(join(folder, 'ca.pem'), authority.certificate)
  writeFileSync(join(folder, 'server.pem'), leaf.certificate)
  writeFileSync(join(folder, 'server.key'), leaf.key, { mode: 0o600 })
  return { authority: authority.certificate }
}

function configuration(folder: string, { hasPolicy = true, isDurable = false, access = [] }: SlapdOptions): string {
  const schemas = ['core', 'cosine', 'inetorgperson', 'nis'].map((name) => `include /etc/ldap/schema/${name}.schema`)
  const policy = ['overlay ppolicy', `ppolicy_default "cn=usual,${base}"`, 'ppolicy_hash_cleartext']
  return `${schemas.join('\n')}
modulepath ${modules}
moduleload back_mdb
${hasPolicy ? 'moduleload ppolicy' : ''}
pidfile ${join(folder, 'slapd.pid')}
TLSCACertificateFile ${join(folder, 'ca.pem')}
TLSCertificateFile ${join(folder, 'server.pem')}
TLSCertificateKeyFile ${join(folder, 'server.key')}
database mdb
suffix "${base}"
rootdn "${manager.dn}"
rootpw ${manager.password}
directory ${join(folder, 'data')}
${isDurable ? '' : 'dbnosync'}
maxsize 1073741824
index objectClass,uid,entryUUID eq
${access.join('\n')}
${hasPolicy ? policy.join('\n') : ''}
`
}

async function untilItAnswers(url: string, child: ChildProcess, words: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`slapd ended by itself: ${words()}`)
    const client = new Client({ url, timeout: 2000, connectTimeout: 2000 })
    try {
      await client.search('', { scope: 'base', attributes: ['namingContexts'] })
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      await client.unbind().catch(() => {})
    }
  }
}

async function addTrunk(url: string, { hasPolicy = true, policy }: SlapdOptions): Promise<void> {
  await asManager(url, async (client) => {
    await client.add(base, { objectClass: ['organization', 'dcObject'], o: 'Keydesk', dc: 'keydesk' })
    await client.add(people, { objectClass: ['organizationalUnit'], ou: 'people' })
    const account = { objectClass: ['applicationProcess', 'simpleSecurityObject'], cn: 'helpdesk' }
    await client.add(helpdesk.dn, { ...account, userPassword: helpdesk.password })
    if (hasPolicy) await addPolicy(client, 'usual', { pwdMustChange: 'TRUE', pwdCheckQuality: '0', ...policy })
  })
}

/** Adds a password policy and answers its name. */
export async function addPolicy(client: Client, cn: string, values: Readonly<Record<string, string>>): Promise<string> {
  const dn = `cn=${cn},${base}`
  await client.add(dn, { objectClass: ['device', 'pwdPolicy'], cn, pwdAttribute: 'userPassword', ...values })
  return dn
}

/** What an admin types to connect this server. */
export function connectionTo({ tlsPort, authority }: Pick<Slapd, 'tlsPort' | 'authority'>) {
  const trust = { kind: 'authority', certificates: authority } as const
  const servers = [{ host: 'localhost', port: tlsPort }]
  const connection = {
    kind: 'openLdap',
    name: 'Office',
    servers,
    security: 'ldaps',
    trust,
    base,
    account: manager.dn,
  } as const
  return { connection, password: manager.password }
}

export async function asManager<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ url, timeout: 10_000, connectTimeout: 10_000 })
  try {
    await client.bind(manager.dn, manager.password)
    return await work(client)
  } finally {
    await client.unbind().catch(() => {})
  }
}

/** Signs somebody in, as any program in the office would. */
export async function bindAs(url: string, uid: string, password: string): Promise<void> {
  const client = new Client({ url, timeout: 240_000, connectTimeout: 240_000 })
  try {
    await client.bind(`uid=${uid},${people}`, password)
  } finally {
    await client.unbind().catch(() => {})
  }
}

/** Adds people by their uid and answers the key of each. */
export function addPeople(
  url: string,
  uids: readonly string[],
  password: string,
): Promise<ReadonlyMap<string, string>> {
  return asManager(url, async (client) => {
    for (const uid of uids) {
      const dn = `uid=${uid},${people}`
      const person = { objectClass: ['inetOrgPerson'], uid, cn: uid, sn: uid, displayName: `Person ${uid}` }
      await client.add(dn, { ...person, mail: `${uid}@nordwind.test`, userPassword: password })
    }
    return keysOf(client)
  })
}

/** Adds many people without a password while the server is stopped, each by the name of their number. */
export function addMany(folder: string, count: number, nameOf: (at: number) => string): void {
  const file = join(folder, 'people.ldif')
  const entries = Array.from({ length: count }, (_, at) => {
    const uid = nameOf(at)
    const mail = `${uid}@nordwind.test`
    return `dn: uid=${uid},${people}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${uid}\nsn: ${uid}\ndisplayName: Person ${uid}\nmail: ${mail}\n`
  })
  writeFileSync(file, entries.join('\n'))
  const { status, stderr } = tryProgram('/usr/sbin/slapadd', ['-q', '-f', join(folder, 'slapd.conf'), '-l', file])
  if (status !== 0) throw new Error(stderr)
}

export async function keysOf(client: Client): Promise<ReadonlyMap<string, string>> {
  const { searchEntries } = await client.search(people, {
    scope: 'one',
    filter: '(uid=*)',
    attributes: ['uid', 'entryUUID'],
    paged: { pageSize: 500 },
  })
  return new Map(searchEntries.map((entry) => [String(entry.uid), String(entry.entryUUID)]))
}

export const replace = (type: string, value: string): Change =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) })
