import { randomInt } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Attribute, Change, Client } from 'ldapts'
import { guidOf } from '../../../electron/directory/active-directory/guid.ts'
import { quoted } from '../../../electron/directory/active-directory/password-writes.ts'
import { issueLeaf, makeAuthority } from '../../../electron/portal/certificate.ts'
import { ended, startProgram, startTiedProgram, tryProgram } from '../../support/build-script.ts'

const program = '/usr/sbin/samba'
const tool = '/usr/bin/samba-tool'
export const root = 'DC=keydesk,DC=test'
export const people = `OU=People,${root}`
export const administrator = { name: 'Administrator@keydesk.test', password: 'Admin-Of-The-Domain-1' } as const

/** Why no domain controller of Samba can be started here, or null. */
export const sambaFault: string | null = faultHere()

function faultHere(): string | null {
  for (const file of [program, tool, '/usr/share/samba/setup/provision.ldif'])
    if (!existsSync(file)) return `${file} is not installed`
  return process.getuid?.() === 0 ? null : 'a domain controller needs root for its ports'
}

export type Samba = Awaited<ReturnType<typeof startSamba>>

/**
 * A real domain controller of Samba, in a folder of its own, which waits for the disk only if that is wanted. Its ports are always 389 and 636, so that each has a loopback address of its own.
 */
export async function startSamba(folder: string, { isDurable = false }: { readonly isDurable?: boolean } = {}) {
  cpSync(await template(), folder, { recursive: true })
  const address = `127.${randomInt(1, 255)}.${randomInt(0, 255)}.${randomInt(2, 255)}`
  const names = { host: 'localhost', address }
  const authority = makeAuthority(names, 'Test', Date.now())
  const leaf = issueLeaf(authority, names, Date.now())
  writeFileSync(join(folder, 'ca.pem'), authority.certificate)
  writeFileSync(join(folder, 'server.pem'), leaf.certificate)
  writeFileSync(join(folder, 'server.key'), leaf.key, { mode: 0o600 })
  const conf = join(folder, 'smb.conf')
  const database = join(folder, 'private', 'sam.ldb')
  writeFileSync(conf, configuration(folder, address, isDurable))
  // In one process, which answers nothing but LDAP.
  const child = startTiedProgram(program, ['-s', conf, '-F', '--no-process-group', '-M', 'single', '--debug-stdout'])
  let words = ''
  child.stderr?.on('data', (data) => {
    words += data
  })
  const samba = {
    address,
    /** The certificate of the authority that vouches for this server (PEM). */
    authority: authority.certificate,
    /** Runs samba-tool on the files of this domain; throws with what it said. */
    tool: (...args: readonly string[]): string => said(tool, [...args, '-s', conf, '-H', database]),
    /** Makes somebody's password as old as no test can wait for. */
    makeOld: (dn: string): string => said('/usr/bin/python3', ['-c', makeOld, conf, database, dn]),
    /** Adds many people without a password, each by the name of their number. */
    addMany: (count: number, nameOf: (at: number) => string): void => {
      const names = Array.from({ length: count }, (_, at) => nameOf(at)).join('\n')
      const { status, stderr } = tryProgram('/usr/bin/python3', ['-c', addMany, conf, database, people], {
        input: names,
      })
      if (status !== 0) throw new Error(stderr)
    },
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
  await untilItAnswers(samba, () => (child.exitCode === null ? null : `samba ended by itself: ${words}`))
  await asAdministrator(samba, (client) => client.add(people, { objectClass: ['organizationalUnit'] }))
  return samba
}

/** Samba lets only its own programs write the time of a change. */
const makeOld = `import sys, ldb
from samba import auth, dsdb, param, samdb
conf, database, dn = sys.argv[1:]
lp = param.LoadParm()
lp.load(conf)
db = samdb.SamDB(database, session_info=auth.system_session(), lp=lp)
change = ldb.Message(ldb.Dn(db, dn))
change["pwdLastSet"] = ldb.MessageElement("132000000000000000", ldb.FLAG_MOD_REPLACE, "pwdLastSet")
db.modify(change, ["local_oid:%s:0" % dsdb.DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID])
`

/** Straight into the files, because one request for each of them takes minutes. */
const addMany = `import sys
from samba import auth, param, samdb
conf, database, place = sys.argv[1:]
lp = param.LoadParm()
lp.load(conf)
db = samdb.SamDB(database, session_info=auth.system_session(), lp=lp)
names = sys.stdin.read().split()
for at in range(0, len(names), 1000):
    db.transaction_start()
    for name in names[at:at + 1000]:
        db.add({"dn": "CN=%s,%s" % (name, place), "objectClass": "user", "sAMAccountName": name, "displayName": "Person " + name,
                "mail": name + "@nordwind.test", "givenName": "Person", "sn": name, "department": "Sales", "userAccountControl": "544"})
    db.transaction_commit()
`

function said(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = tryProgram(program, args)
  if (status !== 0) throw new Error(`${program}: ${stdout}${stderr}`)
  return stdout
}

/** A domain that nobody has used yet, made once for each version of Samba, because that takes seconds. */
async function template(): Promise<string> {
  const version = tryProgram(program, ['--version'])
    .stdout.trim()
    .replaceAll(/[^\w.-]+/g, '-')
  const cache = fileURLToPath(new URL('../../../node_modules/.cache/keydesk-tests', import.meta.url))
  const made = join(cache, `samba-domain-1-${version}`)
  if (existsSync(made)) return made
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'samba-'))
  const names = ['--realm=KEYDESK.TEST', '--domain=KEYDESK', '--host-name=dc', '--server-role=dc']
  const rest = ['--dns-backend=NONE', `--adminpass=${administrator.password}`, `--targetdir=${folder}`]
  const { status, err } = await ended(startProgram(tool, ['domain', 'provision', ...names, ...rest]))
  if (status !== 0) throw new Error(`The domain was not made: ${err}`)
  try {
    renameSync(folder, made)
  } catch {
    // Another test has made it meanwhile.
    rmSync(folder, { recursive: true })
  }
  return made
}

function configuration(folder: string, address: string, isDurable: boolean): string {
  const folders = ['private dir', 'state directory', 'cache directory', 'binddns dir', 'ncalrpc dir']
  const names = ['private', 'state', 'cache', 'bind-dns', 'ncalrpc']
  return `[global]
netbios name = DC
realm = KEYDESK.TEST
workgroup = KEYDESK
server role = active directory domain controller
server services = ldap
dcerpc endpoint servers =
interfaces = ${address}/8
bind interfaces only = yes
lock directory = ${folder}
pid directory = ${folder}
${folders.map((name, at) => `${name} = ${join(folder, names[at] as string)}`).join('\n')}
log file = ${join(folder, 'log')}
tls enabled = yes
tls cafile = ${join(folder, 'ca.pem')}
tls certfile = ${join(folder, 'server.pem')}
tls keyfile = ${join(folder, 'server.key')}
ldb:nosync = ${!isDurable}
`
}

type Server = Pick<Samba, 'address' | 'authority'>

async function untilItAnswers(server: Server, ended: () => string | null): Promise<void> {
  for (;;) {
    const fault = ended()
    if (fault !== null) throw new Error(fault)
    try {
      return await asAdministrator(server, async () => {})
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Works on the directory as somebody; as the domain's administrator without a name. */
export async function asAdministrator<T>(
  { address, authority }: Server,
  work: (client: Client) => Promise<T>,
  { name, password }: { readonly name: string; readonly password: string } = administrator,
): Promise<T> {
  const tlsOptions = { ca: [authority], host: address }
  const client = new Client({ url: `ldaps://${address}`, tlsOptions, timeout: 60_000, connectTimeout: 5000 })
  try {
    await client.bind(name, password)
    return await work(client)
  } finally {
    await client.unbind().catch(() => {})
  }
}

/** Accounts that may sign in, with their flags (MS-ADTS 2.2.16): one with a password, and one that may be without. */
export const account = { usual: '512', withoutPassword: '544', disabled: '514', neverExpires: '66048' } as const

/** Adds somebody and answers their key. */
export async function addPerson(
  server: Server,
  name: string,
  { password, more = {} }: { readonly password: string | null; readonly more?: Readonly<Record<string, string>> },
): Promise<string> {
  return asAdministrator(server, async (client) => {
    const dn = `CN=${name},${people}`
    const flags = password === null ? account.withoutPassword : account.usual
    await client.add(dn, [
      ...Object.entries({
        objectClass: 'user',
        sAMAccountName: name,
        displayName: `Person ${name}`,
        mail: `${name}@nordwind.test`,
        userAccountControl: flags,
        ...more,
      }).map(([type, value]) => new Attribute({ type, values: [value] })),
      ...(password === null ? [] : [new Attribute({ type: 'unicodePwd', values: [quoted(password)] })]),
    ])
    return keyOf(client, dn)
  })
}

/** The objectGUID of an entry as text. */
async function keyOf(client: Client, dn: string): Promise<string> {
  const { searchEntries } = await client.search(dn, {
    scope: 'base',
    attributes: ['objectGUID'],
    explicitBufferAttributes: ['objectGUID'],
  })
  return guidOf(searchEntries[0]?.objectGUID as Buffer) as string
}

export const replace = (type: string, ...values: readonly string[]): Change =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values: [...values] }) })

/** What an admin types to connect this server. */
export function connectionTo(
  { address, authority }: Server,
  as: typeof administrator | { readonly name: string; readonly password: string } = administrator,
) {
  const connection = {
    kind: 'activeDirectory',
    name: 'Office',
    servers: [{ host: address, port: 636 }],
    security: 'ldaps',
    trust: { kind: 'authority', certificates: authority },
    base: people,
    account: as.name,
  } as const
  return { connection, password: as.password }
}
