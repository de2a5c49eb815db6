import { EqualityFilter, type Filter, type Entry as LdapEntry, OrFilter } from 'ldapts'
import type { DirectoryGroup, DirectoryGroups, DirectoryKey, MembersPart } from '../directory.ts'
import { canonicalName } from './canonical-name.ts'
import type { Ldap, Session } from './connection.ts'
import { instantOf, textOf, textsOf } from './entry-values.ts'

export type LdapGroupsOptions = {
  readonly ldap: Ldap
  readonly base: string
  /** What finds people. */
  readonly isPerson: Filter
  /** The attribute that identifies an entry for good, and how its values look. */
  readonly key: { readonly name: string; readonly pattern: RegExp }
  /** Milliseconds UTC. */
  readonly now: () => number
}

const pageSize = 1000
const groupsAtOnce = 20
/** Groups that name who is in them (RFC 4519, 2.5 and 3.6; RFC 2307; RFC 2307bis). */
const classes = ['groupOfNames', 'groupOfUniqueNames', 'groupOfMembers', 'posixGroup']
const isGroup = new OrFilter({
  filters: classes.map((value) => new EqualityFilter({ attribute: 'objectClass', value })),
})
/** A time of whole seconds says for sure what was changed only when so many milliseconds are over, the difference of two clocks included. */
const settledAfter = 60_000

/** The groups of a directory whose groups name people by their entries or by their uid. */
export function createLdapGroups({ ldap, base, isPerson, key, now }: LdapGroupsOptions): DirectoryGroups {
  const keyOf = (entry: LdapEntry): DirectoryKey | null => {
    const value = textOf(entry, key.name)
    return value !== null && key.pattern.test(value) ? value : null
  }

  function groupOf(entry: LdapEntry): DirectoryGroup | readonly [] {
    const found = keyOf(entry)
    if (found === null) return []
    return { key: found, name: textOf(entry, 'cn') ?? entry.dn, version: versionOf(entry) }
  }

  function versionOf(entry: LdapEntry): string {
    const count = textOf(entry, 'entryCSN')
    if (count !== null) return count
    const changed = textOf(entry, 'modifyTimestamp') ?? ''
    const isSettled = now() - (instantOf(changed) ?? 0) > settledAfter
    return isSettled ? changed : `${changed} at ${now()}`
  }

  /** What names an entry, by its name and by its uid, to the keys of what is named like that. */
  async function readNames(session: Session): Promise<Named> {
    const named = createNamed()
    const people = { scope: 'sub' as const, filter: isPerson, attributes: [key.name, 'uid'], pageSize }
    for await (const page of session.pages(base, people))
      for (const entry of page) named.put(entry.dn, textsOf(entry, 'uid'), keyOf(entry))
    const groups = { scope: 'sub' as const, filter: isGroup, attributes: [key.name], pageSize }
    for await (const page of session.pages(base, groups))
      for (const entry of page) named.put(entry.dn, [], keyOf(entry))
    return named
  }

  async function* membersOf(
    session: Session,
    named: Named,
    keys: readonly DirectoryKey[],
  ): AsyncGenerator<MembersPart> {
    const filters = keys
      .filter((one) => key.pattern.test(one))
      .map((value) => new EqualityFilter({ attribute: key.name, value }))
    // An empty choice is refused by some servers.
    if (filters.length === 0) return
    const attributes = [key.name, 'member', 'uniqueMember', 'memberUid']
    const search = { scope: 'sub' as const, filter: new OrFilter({ filters }), attributes, pageSize }
    for await (const page of session.pages(base, search)) {
      for (const entry of page) {
        const group = keyOf(entry)
        if (group === null) continue
        const names = [...textsOf(entry, 'member'), ...textsOf(entry, 'uniqueMember').map(withoutUid)]
        const members = [...names.map(named.byName), ...textsOf(entry, 'memberUid').map(named.byUid)]
        yield { group, members: members.flatMap((one) => one ?? []) }
      }
    }
  }

  return {
    list: () =>
      ldap.stream(async function* (session) {
        const attributes = [key.name, 'cn', 'entryCSN', 'modifyTimestamp']
        const search = { scope: 'sub' as const, filter: isGroup, attributes, pageSize }
        for await (const page of session.pages(base, search)) yield page.flatMap(groupOf)
      }),
    members: (groups) =>
      ldap.stream(async function* (session) {
        if (groups.length === 0) return
        const named = await readNames(session)
        for (let at = 0; at < groups.length; at += groupsAtOnce)
          yield* membersOf(session, named, groups.slice(at, at + groupsAtOnce))
      }),
  }
}

type Named = ReturnType<typeof createNamed>

/** What several entries are named by names none of them: nobody comes into a group because two people share a uid. */
function createNamed() {
  const names = new Map<string, DirectoryKey | null>()
  const uids = new Map<string, DirectoryKey | null>()
  const put = (map: Map<string, DirectoryKey | null>, name: string | null, key: DirectoryKey) => {
    if (name !== null) map.set(name, map.has(name) && map.get(name) !== key ? null : key)
  }
  return {
    put: (name: string, ownUids: readonly string[], key: DirectoryKey | null): void => {
      if (key === null) return
      put(names, canonicalName(name), key)
      for (const uid of ownUids) put(uids, uid.toLowerCase(), key)
    },
    byName: (name: string): DirectoryKey | null => names.get(canonicalName(name) ?? '') ?? null,
    byUid: (uid: string): DirectoryKey | null => uids.get(uid.toLowerCase()) ?? null,
  }
}

/** A unique member is a name that may be followed by a bit string (RFC 4517, 3.3.21). */
const withoutUid = (name: string) => name.replace(/#'[01]*'B$/, '')
