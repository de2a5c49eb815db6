import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Attribute, Change, type Client } from 'ldapts'
import { expect, it } from 'vitest'
import { guidOf } from '../../../electron/directory/active-directory/guid.ts'
import { canonicalName } from '../../../electron/directory/ldap/canonical-name.ts'
import { openDirectory } from '../../../electron/directory/open-directory.ts'
import { nameValue } from '../../../shared/rules/directory/distinguished-name.ts'
import { describeGroups, type OpenedGroups } from './groups-contract.ts'
import { connect389, nsSlapdFault, root as root389, startNsSlapd } from './ns-slapd.ts'
import {
  asAdministrator,
  people as peopleOfSamba,
  connectionTo as sambaConnection,
  sambaFault,
  startSamba,
} from './samba.ts'
import { asManager, people as peopleOfSlapd, connectionTo as slapdConnection, slapdFault, startSlapd } from './slapd.ts'

type As = <T>(work: (client: Client) => Promise<T>) => Promise<T>
type Kind = {
  readonly place: string
  readonly person: (name: string) => Readonly<Record<string, string | string[]>>
  readonly personName: 'CN' | 'uid'
  readonly group: (name: string, members: readonly string[]) => Readonly<Record<string, string | string[]>>
  readonly keyName: 'objectGUID' | 'entryUUID' | 'nsUniqueId'
}
const member = (operation: 'add' | 'delete', value: string) =>
  new Change({ operation, modification: new Attribute({ type: 'member', values: [value] }) })

function waysOf(as: As, { place, person, personName, group, keyName }: Kind) {
  const dnOf = (name: string) => `${personName}=${nameValue(name)},${place}`
  const add = async (client: Client, name: string) => client.add(dnOf(name), person(name))
  return {
    add: (name: string) =>
      as(async (client) => {
        await add(client, name)
        const buffers = keyName === 'objectGUID' ? ['objectGUID'] : []
        const search = { scope: 'base' as const, explicitBufferAttributes: buffers }
        const [entry] = (await client.search(dnOf(name), { ...search, attributes: [keyName] })).searchEntries
        const key = Object.entries(entry ?? {}).find(([type]) => type.toLowerCase() === keyName.toLowerCase())?.[1]
        return { dn: dnOf(name), key: Buffer.isBuffer(key) ? (guidOf(key) ?? '') : String(key) }
      }),
    addMany: (count: number) =>
      as(async (client) => {
        const names = Array.from({ length: count }, (_, at) => `many${at}`)
        for (let at = 0; at < count; at += 50)
          await Promise.all(names.slice(at, at + 50).map((name) => add(client, name)))
        return names.map(dnOf)
      }),
    make: (name: string, members: readonly string[]) =>
      as(async (client) => {
        const dn = `cn=${nameValue(name)},${place}`
        await client.add(dn, group(name, members))
        return dn
      }),
    change: (dn: string, kind: 'add' | 'delete', value: string) =>
      as((client) => client.modify(dn, member(kind, value))),
    rename: (dn: string, name: string) =>
      as(async (client) => {
        await client.modifyDN(dn, `cn=${name}`)
        return `cn=${name},${place}`
      }),
    remove: (dn: string) => as((client) => client.del(dn)),
  } satisfies Partial<OpenedGroups>
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'keydesk-test-'))
const inetOrgPerson = (name: string) => ({ objectClass: ['inetOrgPerson'], uid: name, cn: name, sn: name })

describeGroups('Active Directory', sambaFault, async () => {
  const folder = newFolder()
  const samba = await startSamba(folder)
  const { connection, password } = sambaConnection(samba)
  const { directory, ldap } = openDirectory(connection, password)
  let number = 0
  return {
    groups: directory.groups,
    ...waysOf((work) => asAdministrator(samba, work), {
      place: peopleOfSamba,
      person: () => {
        number += 1
        return { objectClass: 'user', sAMAccountName: `account${number}` }
      },
      personName: 'CN',
      group: (_, members) => {
        number += 1
        return {
          objectClass: 'group',
          sAMAccountName: `group${number}`,
          ...(members.length > 0 && { member: [...members] }),
        }
      },
      keyName: 'objectGUID',
    }),
    canBeEmpty: true,
    close: async () => {
      ldap.close()
      await samba.stop()
      rmSync(folder, { recursive: true })
    },
  }
})

describeGroups('OpenLDAP', slapdFault, async () => {
  const folder = newFolder()
  const slapd = await startSlapd(folder)
  const { connection, password } = slapdConnection(slapd)
  const { directory, ldap } = openDirectory(connection, password)
  return {
    groups: directory.groups,
    ...waysOf((work) => asManager(slapd.url, work), {
      place: peopleOfSlapd,
      person: inetOrgPerson,
      personName: 'uid',
      group: (cn, members) => ({ objectClass: 'groupOfNames', cn, member: [...members] }),
      keyName: 'entryUUID',
    }),
    canBeEmpty: false,
    close: async () => {
      ldap.close()
      await slapd.stop()
      rmSync(folder, { recursive: true })
    },
  }
})

describeGroups('389 Directory Server', nsSlapdFault, async () => {
  const folder = newFolder()
  const server = await startNsSlapd(folder)
  const { directory, ldap } = connect389(server, root389)
  return {
    groups: directory.groups,
    ...waysOf(server.asRoot, {
      place: peopleOfSlapd,
      person: inetOrgPerson,
      personName: 'uid',
      group: (cn, members) => ({
        objectClass: 'groupOfNames',
        cn,
        ...(members.length > 0 && { member: [...members] }),
      }),
      keyName: 'nsUniqueId',
    }),
    canBeEmpty: true,
    close: async () => {
      ldap.close()
      await server.stop()
      rmSync(folder, { recursive: true })
    },
  }
})

it.skipIf(slapdFault !== null)(
  `groups of an OpenLDAP name people by their uid and as unique members, too; nobody who shares a uid is meant${slapdFault === null ? '' : ` (${slapdFault})`}`,
  async () => {
    const folder = newFolder()
    const slapd = await startSlapd(folder)
    const { connection, password } = slapdConnection(slapd)
    const { directory, ldap } = openDirectory(connection, password)
    await asManager(slapd.url, async (client) => {
      for (const name of ['anna', 'bo', 'twin']) await client.add(`uid=${name},${peopleOfSlapd}`, inetOrgPerson(name))
      const other = `ou=others,${peopleOfSlapd}`
      await client.add(other, { objectClass: 'organizationalUnit', ou: 'others' })
      await client.add(`uid=twin,${other}`, inetOrgPerson('twin'))
      const posix = { objectClass: 'posixGroup', cn: 'posix', gidNumber: '500', memberUid: ['anna', 'twin', 'nobody'] }
      await client.add(`cn=posix,${peopleOfSlapd}`, posix)
      const unique = [`UID=Bo, ${peopleOfSlapd.toUpperCase()}#'0101'B`, `uid=nobody,${peopleOfSlapd}`]
      const names = { objectClass: 'groupOfUniqueNames', cn: 'unique', uniqueMember: unique }
      await client.add(`cn=unique,${peopleOfSlapd}`, names)
    })
    const usernames = new Map<string, string>()
    for await (const { entries } of directory.changes(null))
      for (const { key, username } of entries) usernames.set(key, username)
    const found: Record<string, (string | undefined)[]> = {}
    for await (const page of directory.groups.list()) {
      for (const { key, name } of page)
        for await (const { members } of directory.groups.members([key]))
          found[name] = members.map((one) => usernames.get(one))
    }
    ldap.close()
    await slapd.stop()
    rmSync(folder, { recursive: true })
    expect(found).toEqual({ posix: ['anna'], unique: ['bo'] })
  },
)

it.each([
  ['uid=anna,ou=people,dc=a', 'UID = Anna , OU=People, DC=A'],
  ['cn=a\\, b,dc=a', 'cn=a\\2C b,dc=a'],
  ['cn=\\c3\\a6,dc=a', 'CN=Æ,dc=a'],
  ['cn=a+sn=b,dc=a', 'sn=B+cn=A,dc=a'],
  ['cn=a\\ ,dc=a', 'cn=a\\20,dc=a'],
  ['cn=a  b,dc=a', 'cn=a b,dc=a'],
  ['cn=\\"x\\",dc=a', 'cn=\\22x\\22,dc=a'],
])('%s and %s are one name', (one, other) => {
  expect(canonicalName(one)).not.toBeNull()
  expect(canonicalName(one)).toBe(canonicalName(other))
})

it.each([
  ['cn=a\\,dc=b,dc=a', 'cn=a,dc=b,dc=a'],
  ['cn=a,dc=a', 'cn=a\\2Cdc=a'],
  ['cn=a+sn=b', 'cn=a\\+sn=b'],
  ['cn=a', 'uid=a'],
])('%s and %s are two names', (one, other) => {
  expect(canonicalName(one)).not.toBe(canonicalName(other))
})

it.each(['', 'x', ',', '=a', 'cn', 'cn=a,', 'cn=a\\'])('%j is no name', (text) => {
  expect(canonicalName(text)).toBeNull()
})
