import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { openDatabase } from '../../../electron/db/database.ts'
import { builtInKey, createBuiltInDirectory } from '../../../electron/directory/built-in.ts'
import { createLdap } from '../../../electron/directory/ldap/connection.ts'
import { openDirectory } from '../../../electron/directory/open-directory.ts'
import { createOpenLdap } from '../../../electron/directory/open-ldap.ts'
import { createHasher } from '../../../electron/passwords/hash.ts'
import { createUsersStore, emptyContact } from '../../../electron/users/users-store.ts'
import { describeDirectory, type Opened } from './contract.ts'
import { connect389, editAccess, nsSlapdFault, ordinary, passwordAdmin, startNsSlapd, usualAccess } from './ns-slapd.ts'
import { addPerson, connectionTo, sambaFault, startSamba } from './samba.ts'
import { addPeople, asManager, base, manager, people, slapdFault, startSlapd } from './slapd.ts'

const now = Date.UTC(2026, 5, 1)

async function builtIn(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-test-'))
  const db = openDatabase(folder)
  const users = createUsersStore(db.sql)
  const hasher = createHasher({ pepper: () => Buffer.alloc(32, 7), limit: (work) => work() })
  let time = now
  const directory = createBuiltInDirectory({ db, hasher, stored: users.get, now: () => (time += 1) })
  let number = 0
  const addWithout = async () => {
    number += 1
    const person = {
      username: `person${number}@nordwind.test`,
      displayName: 'P',
      contact: emptyContact,
      language: null,
    }
    return builtInKey(users.insert(person, now, null))
  }
  return {
    directory,
    addWithout,
    add: async (first) => {
      const key = await addWithout()
      const receipt = await directory.reset(key, { password: first, mustChange: false })
      receipt.write?.(false)
      return key
    },
    nobodysKey: builtInKey(999_999 as never),
    now: () => time,
    commit: ({ write }, mustChange) => db.transaction(() => write?.(mustChange)),
    close: async () => {
      db.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function openLdap(hasPolicy: boolean): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-test-'))
  const slapd = await startSlapd(folder, undefined, { hasPolicy })
  const ldap = createLdap({
    servers: [{ host: 'localhost', port: slapd.tlsPort }],
    security: 'ldaps',
    trust: { kind: 'authority', certificates: slapd.authority },
    account: { name: manager.dn, password: manager.password },
  })
  let number = 0
  const add = async (first: string) => {
    number += 1
    return (await addPeople(slapd.url, [`person${number}`], first)).get(`person${number}`) as string
  }
  return {
    directory: createOpenLdap({ ldap, base }),
    add,
    addWithout: async () => {
      const key = await add('to be taken away')
      const { Change, Attribute } = await import('ldapts')
      const gone = new Change({
        operation: 'delete',
        modification: new Attribute({ type: 'userPassword', values: [] }),
      })
      await asManager(slapd.url, (client) => client.modify(`uid=person${number},${people}`, gone))
      return key
    },
    nobodysKey: '00000000-0000-1000-8000-000000000000',
    canRequireChange: hasPolicy,
    countsEveryWrite: !hasPolicy,
    commit: () => {},
    close: async () => {
      ldap.close()
      await slapd.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

async function directoryServer389(account: typeof ordinary | typeof passwordAdmin): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-test-'))
  const server = await startNsSlapd(folder)
  await server.setPolicy({ passwordMustChange: 'on' })
  await server.setAccess([...usualAccess, editAccess])
  const { ldap, directory } = connect389(server, account)
  let number = 0
  const add = async (first: string) => {
    number += 1
    return server.addPerson(`person${number}`, first)
  }
  return {
    directory,
    add,
    addWithout: async () => {
      number += 1
      return server.addPerson(`person${number}`, null)
    },
    nobodysKey: '00000000-00000000-00000000-00000000',
    refusesHashes: true,
    commit: () => {},
    close: async () => {
      ldap.close()
      await server.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

async function activeDirectory(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-test-'))
  const samba = await startSamba(folder)
  const { connection, password } = connectionTo(samba)
  const { directory, ldap } = openDirectory(connection, password)
  let number = 0
  const add = (first: string | null) => {
    number += 1
    return addPerson(samba, `person${number}`, { password: first })
  }
  return {
    directory,
    add,
    addWithout: () => add(null),
    nobodysKey: '00000000-0000-1000-8000-000000000000',
    commit: () => {},
    close: async () => {
      ldap.close()
      await samba.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Runs the suite where the server is installed. */
function describeReal(name: string, fault: string | null, open: () => Promise<Opened>): void {
  if (fault === null) describeDirectory(name, open)
  else describe(`a directory, ${name}`, () => it.skip(fault, () => {}))
}

describeDirectory('the one that Keydesk brings with it', builtIn)
describeReal('OpenLDAP with its password policy', slapdFault, () => openLdap(true))
describeReal('OpenLDAP without a password policy', slapdFault, () => openLdap(false))
describeReal('389 Directory Server by an account with access rules', nsSlapdFault, () => directoryServer389(ordinary))
describeReal('389 Directory Server by a password administrator', nsSlapdFault, () => directoryServer389(passwordAdmin))
describeReal('Active Directory', sambaFault, activeDirectory)
