import { Client, ResultCodeError } from 'ldapts'
import type { Directory } from '../../../electron/directory/directory.ts'
import type { Ldap, Session } from '../../../electron/directory/ldap/connection.ts'
import { createOpenLdap as createProduct } from '../../../electron/directory/open-ldap.ts'
import { DomainError } from '../../../shared/errors.ts'
import { base, manager } from './slapd.ts'

/** Connections in the clear, which the product does not have: a proxy that cuts connections must see what they carry. */
function plainLdap(url: string, patience: number): Ldap {
  const open = () => new Client({ url, timeout: patience, connectTimeout: patience })
  const sessionOf = (client: Client): Session => ({
    search: async (name, options) =>
      (
        await client.search(name, options).catch((error) => {
          throw error instanceof ResultCodeError ? error : new DomainError('DIRECTORY_UNREACHABLE')
        })
      ).searchEntries,
    pages: async function* (name, options) {
      yield (await client.search(name, { ...options, paged: true })).searchEntries
    },
    modify: (name, changes, controls = []) => client.modify(name, [...changes], [...controls]),
    extended: (oid, value, controls = []) => client.exop(oid, value, [...controls]),
  })
  async function asSomebody<T>(name: string, password: string, work: (session: Session) => Promise<T>): Promise<T> {
    const client = open()
    try {
      await client.bind(name, password).catch((error) => {
        throw error instanceof ResultCodeError ? error : new DomainError('DIRECTORY_UNREACHABLE')
      })
      return await work(sessionOf(client))
    } finally {
      await client.unbind().catch(() => {})
    }
  }
  return {
    asAccount: (work) => asSomebody(manager.dn, manager.password, work),
    asSomebody: (name, password, { work }) => asSomebody(name, password, work),
    stream: async function* (work) {
      const client = open()
      await client.bind(manager.dn, manager.password)
      yield* work(sessionOf(client))
      await client.unbind()
    },
    tryOnce: async () => {},
    close: () => {},
  }
}

/** The product's OpenLDAP over connections in the clear. */
export function createOpenLdap({
  url,
  patience = 5000,
}: {
  readonly url: string
  readonly patience?: number
}): Directory {
  return createProduct({ ldap: plainLdap(url, patience), base })
}
