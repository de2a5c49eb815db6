import type { Entry } from 'ldapts'
import type { Ldap, Session } from '../../../../electron/directory/ldap/connection.ts'

/** What a pretended server has: what it says about itself, its configuration, its password policies and its people. */
export type Pretended = {
  readonly root?: Partial<Entry>
  readonly config?: Partial<Entry>
  readonly policies?: readonly Entry[]
  readonly people: readonly Entry[]
}

/** A directory server without a network, which finds the first of its people whatever is asked; `asked` counts the searches by their base. */
export function pretendServer({ root = {}, config, policies = [], people }: Pretended) {
  const asked: { readonly base: string; readonly filter: string }[] = []
  const session = {
    search: async (base, { filter }) => {
      asked.push({ base, filter: String(filter) })
      if (base === '') return [{ dn: '', ...root }]
      if (base === 'cn=config') return config === undefined ? [] : [{ dn: 'cn=config', ...config }]
      return people.slice(0, 1)
    },
    pages: async function* (base, { filter }) {
      asked.push({ base, filter: String(filter) })
      yield /pwdPolicy|passwordPolicy/.test(String(filter)) ? policies : people
    },
    modify: async () => {},
    extended: async () => ({}),
  } satisfies Session
  const ldap: Ldap = {
    asAccount: (work) => work(session),
    asSomebody: (_, _password, { work }) => work(session),
    stream: (work) => work(session),
    tryOnce: async () => {},
    close: () => {},
  }
  return { ldap, asked }
}
