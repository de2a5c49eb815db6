import type { ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AlreadyExistsError, Attribute, Change, Client } from 'ldapts'
import { createDirectoryServer389 } from '../../../electron/directory/directory-server-389.ts'
import { createLdap } from '../../../electron/directory/ldap/connection.ts'
import type { LdapSecurity } from '../../../electron/directory/ldap/open-socket.ts'
import { runProgram, startProgram } from '../../support/build-script.ts'
import { freePort } from '../../support/free-port.ts'
import { base, makeCertificates, people } from './slapd.ts'

const program = '/usr/sbin/ns-slapd'
const template = '/usr/share/dirsrv/data/template-dse.ldif'
const userSchema = '/etc/dirsrv/schema/99user.ldif'
const tools = ['/usr/bin/certutil', '/usr/bin/pk12util', '/usr/bin/openssl']
const services = `ou=services,${base}`
/** The root of the server, whom no access rule and no password policy binds. */
export const root = { dn: 'cn=Directory Manager', password: 'Manager-of-the-directory' } as const
/** An account like the one that the organisation makes for Keydesk: a password administrator (passwordAdminDN). */
export const passwordAdmin = { dn: `cn=keydesk,${services}`, password: 'Keydesk-of-the-directory' } as const
/** An account with no more than what access rules give it. */
export const ordinary = { dn: `cn=desk,${services}`, password: 'Desk-of-the-directory' } as const

/** Why no 389 Directory Server can be started here, or null. */
export const nsSlapdFault: string | null = faultOf([program, template, userSchema, ...tools])

function faultOf(files: readonly string[]): string | null {
  const missing = files.find((file) => !existsSync(file))
  return missing === undefined ? null : `${missing} is not installed`
}

export type NsSlapd = Awaited<ReturnType<typeof startNsSlapd>>

/**
 * A real 389 Directory Server in a folder of its own, on loopback ports, without dscreate, which needs systemd. The name of the folder must be
 * one of its own on this machine, because the server names its shared memory after it.
 */
export async function startNsSlapd(folder: string) {
  const conf = join(folder, 'dse.ldif')
  const isNew = !existsSync(conf)
  const ports = isNew ? [await freePort(), await freePort()] : portsOf(conf)
  const [plainPort = 0, tlsPort = 0] = ports
  if (isNew) make(folder, conf, { plainPort, tlsPort })
  const url = `ldap://127.0.0.1:${plainPort}`
  const child = startProgram(program, ['-D', folder, '-i', join(folder, 'run/pid'), '-d', '0'])
  let words = ''
  child.stderr?.on('data', (data) => {
    words += data
  })
  await untilItAnswers(url, child, () => words)
  if (isNew) await addTrunk(url)
  const asRoot = <T>(work: (client: Client) => Promise<T>) => signedIn(url, root, work)
  return {
    url,
    plainPort,
    tlsPort,
    /** The certificate of the authority that vouches for this server (PEM). */
    authority: readFileSync(join(folder, 'ca.pem'), 'utf8'),
    asRoot,
    /** Sets the password policy of everybody (attributes of cn=config). */
    setPolicy: (values: Readonly<Record<string, string>>) =>
      asRoot((client) =>
        client.modify(
          'cn=config',
          Object.entries(values).map(([type, value]) => replaceAll(type, [value])),
        ),
      ),
    /** The access rules of the suffix, which replace those before. */
    setAccess: (rules: readonly string[]) => asRoot((client) => client.modify(base, replaceAll('aci', rules))),
    /** Lets an account read the password policy. */
    letReadRules: ({ dn }: { readonly dn: string }) =>
      asRoot((client) =>
        client.modify(
          'cn=config',
          replaceAll('aci', [rule('rules', 'read,search', 'objectClass || password*', `ldap:///${dn}`)]),
        ),
      ),
    /** Adds somebody by their uid, whose password must not be changed, and answers their key. */
    addPerson: (uid: string, password: string | null): Promise<string> =>
      asRoot((client) => addPerson(client, uid, password)),
    /** Ends it, as hard as its machine might; it can be started again in the same folder. */
    stop: async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        child.kill(signal)
        await ended
      }
      rmSync(`/dev/shm/sem.${basename(folder)}.stats`, { force: true })
    },
  }
}

async function addPerson(client: Client, uid: string, password: string | null): Promise<string> {
  const dn = nameOf(uid)
  const person = { objectClass: ['inetOrgPerson'], uid, cn: uid, sn: uid, displayName: `Person ${uid}` }
  await client.add(dn, {
    ...person,
    mail: `${uid}@nordwind.test`,
    ...(password !== null && { userPassword: password }),
  })
  await client.modify(dn, replaceAll('passwordExpirationTime', []))
  const [entry] = (await client.search(dn, { scope: 'base', attributes: ['nsUniqueId'] })).searchEntries
  return String(entry?.nsUniqueId ?? entry?.nsuniqueid)
}

/** Adds a password policy for single people, and answers its name. */
export async function addPolicy(client: Client, values: Readonly<Record<string, string>>, cn = 'own'): Promise<string> {
  const container = `cn=nsPwPolicyContainer,${people}`
  await client.add(container, { objectClass: ['top', 'nsContainer'], cn: 'nsPwPolicyContainer' }).catch((error) => {
    if (!(error instanceof AlreadyExistsError)) throw error
  })
  const name = `cn=${cn},${container}`
  await client.add(name, { objectClass: ['top', 'ldapSubEntry', 'passwordPolicy'], cn, ...values })
  return name
}

/** The distinguished name of somebody. */
export const nameOf = (uid: string) => `uid=${uid},${people}`

/** The product's directory over an encrypted connection to the server. */
export function connect389(
  { plainPort, tlsPort, authority }: Pick<NsSlapd, 'plainPort' | 'tlsPort' | 'authority'>,
  account: { readonly dn: string; readonly password: string },
  security: LdapSecurity = 'ldaps',
) {
  const ldap = createLdap({
    servers: [{ host: 'localhost', port: security === 'ldaps' ? tlsPort : plainPort }],
    security,
    trust: { kind: 'authority', certificates: authority },
    account: { name: account.dn, password: account.password },
  })
  return { ldap, directory: createDirectoryServer389({ ldap, base }) }
}

type Ports = { readonly plainPort: number; readonly tlsPort: number }

function portsOf(conf: string): readonly number[] {
  const text = readFileSync(conf, 'utf8')
  return ['nsslapd-port', 'nsslapd-secureport'].map((name) =>
    Number(new RegExp(`^${name}: (\\d+)`, 'im').exec(text)?.[1]),
  )
}

/** What dscreate makes, below one folder. */
function make(folder: string, conf: string, { plainPort, tlsPort }: Ports): void {
  const rooms = ['schema', 'lock', 'tmp', 'cert', 'ldif', 'bak', 'run', 'inst', 'log', 'db'] as const
  for (const room of rooms) mkdirSync(join(folder, room))
  copyFileSync(userSchema, join(folder, 'schema/99user.ldif'))
  makeKeys(folder)
  const values: Readonly<Record<string, string>> = {
    ...Object.fromEntries(rooms.map((room) => [`${room}_dir`, join(folder, room)])),
    db_home_dir: join(folder, 'db'),
    db_lib: 'bdb',
    config_dir: '/etc/dirsrv/config',
    fqdn: 'localhost',
    ds_port: String(plainPort),
    ds_user: runProgram('/usr/bin/id', ['-un']).trim(),
    ds_suffix: base,
    rootdn: root.dn,
    ds_passwd: hashOf(root.password),
    ldapi: join(folder, 'run/ldapi'),
    ldapi_enabled: 'off',
    ldapi_autobind: 'off',
  }
  const lines = [
    'nsslapd-listenhost: 127.0.0.1',
    'nsslapd-securelistenhost: 127.0.0.1',
    'nsslapd-security: on',
    `nsslapd-secureport: ${tlsPort}`,
    // The default takes tens of milliseconds for each password.
    'passwordStorageScheme: SSHA512',
  ]
  const filled = readFileSync(template, 'utf8').replace(/%(\w+)%/g, (all, name) => values[name] ?? all)
  writeFileSync(
    conf,
    filled.replace('nsslapd-localhost: localhost', ['nsslapd-localhost: localhost', ...lines].join('\n')),
  )
}

/** The certificate of the server in the database that the server reads (NSS), without a password. */
function makeKeys(folder: string): void {
  makeCertificates(folder)
  const [database, bundle] = [join(folder, 'cert'), join(folder, 'server.p12')]
  runProgram('/usr/bin/certutil', ['-N', '-d', database, '--empty-password'])
  runProgram('/usr/bin/certutil', ['-A', '-d', database, '-n', 'CA', '-t', 'CT,,', '-i', join(folder, 'ca.pem')])
  const parts = ['-inkey', join(folder, 'server.key'), '-in', join(folder, 'server.pem'), '-name', 'Server-Cert']
  runProgram('/usr/bin/openssl', ['pkcs12', '-export', ...parts, '-out', bundle, '-passout', 'pass:'])
  runProgram('/usr/bin/pk12util', ['-i', bundle, '-d', database, '-W', '', '-K', ''])
}

function hashOf(password: string): string {
  const salt = randomBytes(8)
  return `{SSHA512}${Buffer.concat([createHash('sha512').update(password).update(salt).digest(), salt]).toString('base64')}`
}

async function untilItAnswers(url: string, child: ChildProcess, words: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`ns-slapd ended by itself: ${words()}`)
    const client = new Client({ url, timeout: 2000, connectTimeout: 2000 })
    try {
      await client.search('', { scope: 'base', attributes: ['vendorVersion'] })
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await client.unbind().catch(() => {})
    }
  }
}

async function addTrunk(url: string): Promise<void> {
  await signedIn(url, root, async (client) => {
    const backend = {
      objectClass: ['top', 'extensibleObject', 'nsBackendInstance'],
      cn: 'userRoot',
      'nsslapd-suffix': base,
    }
    await client.add('cn=userRoot,cn=ldbm database,cn=plugins,cn=config', backend)
    await client.add(`cn="${base}",cn=mapping tree,cn=config`, {
      objectClass: ['top', 'extensibleObject', 'nsMappingTree'],
      cn: base,
      'nsslapd-state': 'backend',
      'nsslapd-backend': 'userRoot',
    })
    await client.add(base, { objectClass: ['top', 'domain'], dc: 'keydesk' })
    for (const name of [people, services]) {
      await client.add(name, { objectClass: ['organizationalUnit'], ou: name.slice(3, name.indexOf(',')) })
    }
    for (const { dn, password } of [passwordAdmin, ordinary]) {
      const account = { objectClass: ['applicationProcess', 'simpleSecurityObject'], cn: dn.slice(3, dn.indexOf(',')) }
      await client.add(dn, { ...account, userPassword: password })
    }
    await client.modify('cn=config', [replaceAll('passwordAdminDN', [passwordAdmin.dn])])
    await client.modify(base, replaceAll('aci', usualAccess))
  })
}

const accounts = `ldap:///${passwordAdmin.dn} || ldap:///${ordinary.dn}`
/** What both accounts need, and that people may change their own password; the usual rules hide passwords, too. */
export const usualAccess: readonly string[] = [
  rule('people', 'read,search,compare', '*', accounts),
  rule('passwords', 'write', 'userPassword', accounts),
  rule(
    'states',
    'write',
    'passwordExpirationTime || accountUnlockTime || passwordRetryCount || nsAccountLock',
    accounts,
  ),
  rule('own', 'write', 'userPassword', 'ldap:///self'),
]

/** What both accounts need to edit people. */
export const editAccess: string = rule(
  'edits',
  'write',
  [
    ...['displayName', 'givenName', 'sn', 'title', 'departmentNumber', 'physicalDeliveryOfficeName'],
    ...['telephoneNumber', 'mobile', 'facsimileTelephoneNumber', 'mail', 'street', 'l', 'st', 'postalCode'],
  ].join(' || '),
  accounts,
)

/** An access rule for the attributes that are named. */
export function rule(name: string, rights: string, attributes: string, who: string): string {
  return `(targetattr="${attributes}")(version 3.0; acl "${name}"; allow (${rights}) userdn="${who}";)`
}
/** Does some work as somebody, over a connection in the clear. */
export async function signedIn<T>(
  url: string,
  who: { readonly dn: string; readonly password: string },
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ url, timeout: 10_000, connectTimeout: 10_000 })
  try {
    await client.bind(who.dn, who.password)
    return await work(client)
  } finally {
    await client.unbind().catch(() => {})
  }
}

export const replaceAll = (type: string, values: readonly string[]): Change =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values: [...values] }) })
