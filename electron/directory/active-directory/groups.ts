import { EqualityFilter, type Entry as LdapEntry, OrFilter } from 'ldapts'
import { DomainError } from '../../../shared/errors.ts'
import { directoryGroupLimits } from '../../../shared/rules/groups.ts'
import type { DirectoryGroup, DirectoryGroups, DirectoryKey, MembersPart } from '../directory.ts'
import type { Ldap, Session } from '../ldap/connection.ts'
import { bytesOf, rangeOf, textOf } from '../ldap/entry-values.ts'
import { sidOf } from './account-sid.ts'
import { bytesOfGuid } from './guid.ts'
import { IntegerControl } from './integer-control.ts'
import { keyOf } from './people.ts'

/** Active Directory gives no more entries at once (MaxPageSize), and no more values of an attribute (MaxValRange). */
const [pageSize, valuesAtOnce] = [1000, 1500]
/** With their first values, so many groups fit into one answer. */
const groupsAtOnce = 20
/** A group that the system made for the rights on domain controllers (groupType, MS-ADTS 2.2.12). */
const systemGroup = 1
/** The first number in a security identifier that a domain gives to what people make. */
const firstOwnNumber = 1000
const group = new EqualityFilter({ attribute: 'objectClass', value: 'group' })

/**
 * Makes names come with the objectGUID of what they name (LDAP_SERVER_EXTENDED_DN_OID, MS-ADTS 3.1.1.3.4.1.5); 1 for GUIDs as texts with hyphens.
 */
const extendedNames = () => new IntegerControl('1.2.840.113556.1.4.529', 1, { critical: true })

/** The groups of Active Directory below a base. */
export function createActiveDirectoryGroups(ldap: Ldap, base: string): DirectoryGroups {
  return {
    list: () =>
      ldap.stream(async function* (session) {
        const binary = ['objectGUID', 'objectSid']
        const attributes = [...binary, 'cn', 'sAMAccountName', 'groupType', 'uSNChanged', 'whenChanged']
        const search = { scope: 'sub' as const, filter: group, attributes, explicitBufferAttributes: binary }
        for await (const page of session.pages(base, { ...search, pageSize })) yield page.flatMap(groupOf)
      }),
    members: (groups) =>
      ldap.stream(async function* (session) {
        for (let at = 0; at < groups.length; at += groupsAtOnce)
          yield* membersOf(session, base, groups.slice(at, at + groupsAtOnce))
      }),
  }
}

/**
 * Nobody puts people into groups of the system to say where they belong; those of a domain have numbers below 1000 (MS-DTYP 2.4.2.4), among them
 * the ones that everybody is in by their own entry only.
 */
function groupOf(entry: LdapEntry): DirectoryGroup | readonly [] {
  const key = keyOf(entry)
  const sid = bytesOf(entry, 'objectSid')
  const number = Number((sid && sidOf(sid))?.split('-').at(-1) ?? firstOwnNumber)
  const isOfSystem = (Number(textOf(entry, 'groupType') ?? 0) & systemGroup) !== 0 || number < firstOwnNumber
  if (key === null || isOfSystem) return []
  const name = textOf(entry, 'cn') ?? textOf(entry, 'sAMAccountName') ?? ''
  // Each domain controller has a count of its own, so that the time tells apart what two of them count alike.
  return { key, name, version: `${textOf(entry, 'uSNChanged') ?? ''} ${textOf(entry, 'whenChanged') ?? ''}` }
}

async function* membersOf(session: Session, base: string, keys: readonly DirectoryKey[]): AsyncGenerator<MembersPart> {
  const wanted = keys.flatMap((key) => bytesOfGuid(key) ?? [])
  const filters = wanted.map((value) => new EqualityFilter({ attribute: 'objectGUID', value }))
  if (filters.length === 0) return
  const search = (from: number) => ({
    scope: 'sub' as const,
    attributes: ['objectGUID', `member;range=${from}-${from + valuesAtOnce - 1}`],
    explicitBufferAttributes: ['objectGUID'],
  })
  const pages = session.pages(base, { ...search(0), filter: new OrFilter({ filters }), pageSize }, [extendedNames()])
  const entries: LdapEntry[] = []
  for await (const page of pages) entries.push(...page)
  for (const entry of entries) {
    const key = keyOf(entry)
    if (key === null) continue
    let { values, next } = rangeOf(entry, 'member')
    yield { group: key, members: values.flatMap(keyOfName) }
    while (next !== null) {
      if (next > directoryGroupLimits.members)
        throw new DomainError('DIRECTORY_UNREACHABLE', { reason: 'tooManyGroups' })
      const before = next
      const filter = new EqualityFilter({ attribute: 'objectGUID', value: bytesOfGuid(key) as Buffer })
      const [rest] = await session.search(base, { ...search(before), filter, sizeLimit: 2 }, [extendedNames()])
      // The group may have been deleted, or have lost people meanwhile; then the next look reads it again.
      if (rest === undefined) throw new DomainError('DIRECTORY_UNREACHABLE', { reason: 'refused' })
      ;({ values, next } = rangeOf(rest, 'member'))
      if (next !== null && next <= before) throw new DomainError('DIRECTORY_UNREACHABLE', { reason: 'refused' })
      yield { group: key, members: values.flatMap(keyOfName) }
    }
  }
}

/** The key of what an extended name names; none for a name without a GUID. */
function keyOfName(name: string): DirectoryKey | readonly [] {
  return /^<GUID=([0-9a-f-]{36})>/i.exec(name)?.[1]?.toLowerCase() ?? []
}
