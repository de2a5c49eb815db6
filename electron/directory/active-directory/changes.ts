import {
  AndFilter,
  Control,
  EqualityFilter,
  type Filter,
  GreaterThanEqualsFilter,
  type Entry as LdapEntry,
} from 'ldapts'
import type { DirectoryKey, SeenEnd } from '../directory.ts'
import type { Session } from '../ldap/connection.ts'
import { bytesOf, textOf } from '../ldap/entry-values.ts'
import { largeInteger } from './file-time.ts'
import { guidOf } from './guid.ts'
import { keyOf, person, personSearch } from './people.ts'

/** Windows gives at most 1,000 at once (MaxPageSize, MS-ADTS 3.1.1.3.4.6), whatever is asked for; Samba gives more. */
const pageSize = 2000
/** Shows what was deleted (LDAP_SERVER_SHOW_DELETED_OID, MS-ADTS 3.1.1.3.4.1.14). */
const showDeleted = '1.2.840.113556.1.4.417'

/** What a domain controller says about itself: how far its own count of changes has come, and whose count that is. */
type Counter = { readonly root: string; readonly database: string; readonly count: bigint }

/** Whose count of changes a cursor follows, and how far; the count means nothing at another controller, nor after a restore of this one. */
type Cursor = { readonly database: string; readonly count: bigint }

const textOfCursor = ({ database, count }: Cursor) => `${database} ${count}`

function cursorOf(text: string | null): Cursor | null {
  const [, database, count] = /^([0-9a-f-]{36}) (\d{1,19})$/.exec(text ?? '') ?? []
  return database === undefined || count === undefined ? null : { database, count: BigInt(count) }
}

async function counterOf(session: Session): Promise<Counter> {
  const attributes = ['defaultNamingContext', 'dsServiceName', 'highestCommittedUSN']
  const [root] = await session.search('', { scope: 'base', attributes })
  const service = root && textOf(root, 'dsServiceName')
  const found =
    service == null
      ? []
      : await session
          .search(service, {
            scope: 'base',
            attributes: ['invocationId'],
            explicitBufferAttributes: ['invocationId'],
          })
          .catch(() => [])
  return {
    root: (root && textOf(root, 'defaultNamingContext')) ?? '',
    // Unknown where the account must not read it: then every look sees everybody.
    database: guidOf(found[0] ? bytesOf(found[0], 'invocationId') : null) ?? '',
    count: largeInteger((root && textOf(root, 'highestCommittedUSN')) ?? null) ?? 0n,
  }
}

/** Where a look at the directory ended, once everything was read. */
type Step = {
  readonly page: readonly LdapEntry[]
  readonly gone: readonly DirectoryKey[]
  readonly end: SeenEnd | null
}

/**
 * The entries that have changed since a cursor, or everybody, in pages. Deleted people are seen where the account may read them, and else by
 * the next look at everybody; so are people who were moved out of the base.
 */
export async function* steps(session: Session, base: string, since: string | null): AsyncGenerator<Step> {
  const counter = await counterOf(session)
  const last = cursorOf(since)
  const isWhole = last === null || last.database !== counter.database
  const search = { ...personSearch(), pageSize }
  if (isWhole) {
    for await (const page of session.pages(base, { ...search, filter: person })) yield { page, gone: [], end: null }
  } else if (last.count < counter.count) {
    const after = new GreaterThanEqualsFilter({ attribute: 'uSNChanged', value: String(last.count + 1n) })
    const filter = new AndFilter({ filters: [person, after] })
    // Asked before the base is, so that whoever changes in between is not taken for somebody who was moved out.
    const anywhere = isSameName(base, counter.root)
      ? new Set<DirectoryKey>()
      : await changedIn(session, counter.root, filter)
    for await (const page of session.pages(base, { ...search, filter })) {
      for (const entry of page) anywhere.delete(keyOf(entry) ?? '')
      yield { page, gone: [], end: null }
    }
    yield { page: [], gone: [...anywhere], end: null }
    yield* deleted(session, counter.root, after)
  }
  const isUnchanged = !isWhole && last.count === counter.count
  yield { page: [], gone: [], end: { cursor: textOfCursor(counter), isWhole, isUnchanged } }
}

const onlyKeys = () => ({
  scope: 'sub' as const,
  attributes: ['objectGUID'],
  explicitBufferAttributes: ['objectGUID'],
  pageSize,
})
const keysOf = (page: readonly LdapEntry[]) => page.flatMap((entry) => keyOf(entry) ?? [])

/** Everybody who has changed somewhere in the domain; whoever of them is not below the base was moved out of it, or never was there. */
async function changedIn(session: Session, root: string, filter: Filter): Promise<Set<DirectoryKey>> {
  const keys = new Set<DirectoryKey>()
  for await (const page of session.pages(root, { ...onlyKeys(), filter })) for (const key of keysOf(page)) keys.add(key)
  return keys
}

async function* deleted(session: Session, root: string, after: Filter): AsyncGenerator<Step> {
  const isUser = new EqualityFilter({ attribute: 'objectClass', value: 'user' })
  const isDeleted = new EqualityFilter({ attribute: 'isDeleted', value: 'TRUE' })
  const filter = new AndFilter({ filters: [isUser, isDeleted, after] })
  const control = new Control(showDeleted, { critical: true })
  for await (const page of session.pages(root, { ...onlyKeys(), filter }, [control]))
    yield { page: [], gone: keysOf(page), end: null }
}

/** Names are compared without case and without the spaces that people type after commas. */
const isSameName = (one: string, other: string) => canonical(one) === canonical(other)
const canonical = (name: string) => name.toLowerCase().replaceAll(/,\s+/g, ',').trim()
