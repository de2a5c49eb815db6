import {
  AndFilter,
  EqualityFilter,
  type Filter,
  GreaterThanEqualsFilter,
  type Entry as LdapEntry,
  NotFilter,
  OrFilter,
  PasswordPolicyControl,
  type PasswordPolicyValue,
  PresenceFilter,
  ResultCodeError,
} from 'ldapts'
import type { RightLine } from '../../../shared/directories.ts'
import { DomainError } from '../../../shared/errors.ts'
import { OutcomeUnknown } from '../../../shared/rules/directory/directory-faults.ts'
import { type FieldEdit, shownOf } from '../../../shared/rules/directory/directory-fields.ts'
import type { DirectoryRules, Fact, LockRules } from '../../../shared/rules/directory/directory-rules.ts'
import type {
  Abilities,
  DirectoryKey,
  Entry,
  ExternalDirectory,
  Receipt,
  Seen,
  SeenEnd,
  Verdict,
} from '../directory.ts'
import type { Ldap, Session } from './connection.ts'
import { absent, createEditRules } from './edit-rules.ts'
import { accountName } from './effective-rights.ts'
import { bytesOf, generalizedTime, instantOf, textOf, textsOf } from './entry-values.ts'
import { createLdapGroups } from './groups.ts'
import { passwordModify, passwordModifyValue } from './password-modify.ts'
import { attributesOf, inetOrgPerson } from './person-attributes.ts'
import {
  attributesFor,
  barsOf,
  changesOf,
  doubledOf,
  editedAttributes,
  editRefusal,
  editRight,
  type Ground,
  stepsOf,
  takeBack,
} from './person-edits.ts'
import { isResult, refusals } from './refusal.ts'
import { rightLine } from './rights.ts'
import { isHashOf } from './stored-hash.ts'

export type LdapDirectoryOptions = {
  readonly ldap: Ldap
  /** The distinguished name below which the people are. */
  readonly base: string
  /** Milliseconds UTC. */
  readonly now?: () => number
}

/** What is true of a whole server, read now and then. */
export type ServerFacts = {
  /** Whether Keydesk's account sees who has a password; false where it sees nobody's. */
  readonly seesPasswords: boolean
  /** Whether it sees of anybody that a password has become another one. */
  readonly seesState: boolean
}

/** What a server answered to somebody who signed in with a password. */
export type BindAnswer = {
  readonly error: ResultCodeError | null
  /** What the password policy said; undefined without one. */
  readonly policy: PasswordPolicyValue | undefined
}

/** What tells one kind of server from another that keeps people as RFC 2798 and RFC 2307 describe them. */
export type ServerKind<Facts extends ServerFacts> = {
  readonly kind: ExternalDirectory['kind']
  /** The attribute that identifies an entry for good, and how its values look. */
  readonly key: { readonly name: string; readonly pattern: RegExp }
  /** Object classes of people beside those that every kind has. */
  readonly classes: readonly string[]
  /** The attributes that say what became of a password. */
  readonly state: readonly string[]
  readonly factsOf: (session: Session, people: PeopleSearch) => Promise<Facts>
  readonly entryOf: (entry: LdapEntry, facts: Facts) => Entry
  readonly verdictOf: (answer: BindAnswer, entry: Entry | null) => Verdict['kind']
  /** Throws DIRECTORY_REFUSED or DIRECTORY_NOT_ALLOWED where this person can't be made to change a password, before anything is written. */
  readonly mustBeAbleToRequire: (session: Session, entry: LdapEntry, facts: Facts) => Promise<void>
  readonly setMustChange: (session: Session, name: string, mustChange: boolean) => Promise<void>
  /** Does what is left to do after a reset, and answers whether that was anything; `entry` is what the server has made of it. */
  readonly finish: (
    session: Session,
    entry: LdapEntry,
    wanted: { mustChange: boolean; facts: Facts },
  ) => Promise<boolean>
  readonly unlock: (session: Session, name: string) => Promise<void>
  readonly setBlocked?: (session: Session, name: string, isBlocked: boolean) => Promise<void>
  /** Of each attribute whether Keydesk's account may write it in an entry; null where the server does not tell. Changes nothing. */
  readonly writesOf: (
    session: Session,
    entry: LdapEntry,
    attributes: readonly string[],
  ) => Promise<(attribute: string) => boolean | null>
  readonly abilitiesOf: (facts: Facts) => Abilities
  /** The rules of one person, or everybody's. */
  readonly rulesOf: (entry: LdapEntry | null, facts: Facts) => Fact<DirectoryRules>
  /** The policies that the account can read by their names, in lower case, beside the one that holds for everybody else. */
  readonly namedRules: (facts: Facts) => ReadonlyMap<string, DirectoryRules>
  /** The lines beside `readPeople`, tried on one person. */
  readonly rightsOf: (session: Session, one: LdapEntry, facts: Facts) => Promise<readonly RightLine[]>
  /** The access rule that lets Keydesk's account write attributes of people. */
  readonly editRule: (session: Session, attributes: readonly string[]) => Promise<string>
  /** The access rule that lets Keydesk's account read people. */
  readonly readRule: string
  /** What lets it read more people than the server gives by default. */
  readonly limitRule: string
}

/** Finds people below the base who also pass a filter; a few at most. */
export type PeopleSearch = (
  filter: Filter,
  attributes: readonly string[],
  most: number,
) => Promise<readonly LdapEntry[]>

const pageSize = 1000
/** `modifyTimestamp` counts whole seconds, and an entry may be written while the same second is being read. */
const overlap = 5000
/** For how many milliseconds what is true of the whole server is taken to be so. */
const factsLast = 60_000
/** Limits of time, of size and of the administrator (RFC 4511, appendix A). */
const limits = [3, 4, 11]
const classIs = (value: string) => new EqualityFilter({ attribute: 'objectClass', value })
const nothing = 'a name that nobody has'

/** What Keydesk's account sees of passwords; `changed` is the attribute that says when one changed. */
export async function sightOf(people: PeopleSearch, changed: string): Promise<ServerFacts> {
  const sees = async (attribute: string) => {
    const found = await people(new PresenceFilter({ attribute }), [attribute], 1)
    return found.some((one) => bytesOf(one, attribute) !== null)
  }
  const seesPasswords = await sees('userPassword')
  return { seesPasswords, seesState: seesPasswords || (await sees(changed)) }
}

/**
 * How far a look has come: the latest change that was seen, and when the look that first saw it began. Once a look that began some seconds later
 * has seen no later change, that second is over: thousands may have been written in it, who need not be read each time.
 */
type Cursor = { readonly last: number; readonly asked: number; readonly isOver: boolean }

function cursorOf(text: string | null, asked: number): Cursor {
  const [, last, before, isOver] = /^(\d{1,16})(?: (\d{1,16}) ([01]))?$/.exec(text ?? '') ?? []
  return { last: Number(last ?? 0), asked: Number(before ?? asked), isOver: isOver === '1' }
}

function textOfCursor(before: Cursor, last: number, asked: number): string {
  if (last !== before.last) return `${last} ${asked} 0`
  return `${last} ${before.asked} ${before.isOver || asked - before.asked >= overlap ? 1 : 0}`
}

/** A directory whose people have a `userPassword` that RFC 3062 changes. */
export function createLdapDirectory<Facts extends ServerFacts>(
  server: ServerKind<Facts>,
  { ldap, base, now = Date.now }: LdapDirectoryOptions,
): ExternalDirectory {
  const isPerson = new OrFilter({
    filters: [
      ...['inetOrgPerson', 'posixAccount', ...server.classes].map(classIs),
      // Whoever has a user name and no more than the plain class of people.
      new AndFilter({ filters: [classIs('person'), new PresenceFilter({ attribute: 'uid' })] }),
    ],
  })
  const attributes = [
    ...new Set([
      ...[server.key.name, 'uid', 'cn', 'displayName', 'gecos', 'modifyTimestamp'],
      ...server.state,
      ...attributesOf(inetOrgPerson),
    ]),
  ]
  let known: { readonly facts: Promise<Facts>; readonly at: number } | null = null
  const rules = createEditRules(now)

  const few =
    (session: Session): PeopleSearch =>
    (filter, wanted, most) =>
      session
        .search(base, {
          scope: 'sub',
          filter: new AndFilter({ filters: [isPerson, filter] }),
          attributes: [...wanted],
          sizeLimit: most,
        })
        .catch((error) => {
          if (isResult(error, 'noSuchObject')) return []
          throw error
        })

  /** What is true of the whole server, read at most once a minute. */
  function factsNow(session: Session): Promise<Facts> {
    const at = now()
    if (known !== null && Math.abs(at - known.at) < factsLast) return known.facts
    const facts = server.factsOf(session, few(session)).catch((error) => {
      // Nothing was written yet, whatever is asked for.
      throw error instanceof ResultCodeError ? new DomainError('DIRECTORY_UNREACHABLE', { reason: 'refused' }) : error
    })
    known = { facts, at }
    facts.catch(() => {
      known = null
    })
    return facts
  }

  async function find(session: Session, key: DirectoryKey): Promise<LdapEntry | null> {
    if (!server.key.pattern.test(key)) return null
    return (
      (await few(session)(new EqualityFilter({ attribute: server.key.name, value: key }), attributes, 2))[0] ?? null
    )
  }

  async function mustFind(session: Session, key: DirectoryKey): Promise<LdapEntry> {
    const entry = await find(session, key)
    if (entry === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return entry
  }

  const entryOf = async (session: Session, entry: LdapEntry) => server.entryOf(entry, await factsNow(session))

  async function receiptOf(session: Session, entry: LdapEntry): Promise<Receipt> {
    const written = await entryOf(session, entry)
    const { version, password } = written
    // Without a policy nothing says when a password was set; the entry was written at that very moment.
    const changedAt = password.changedAt ?? instantOf(textOf(entry, 'modifyTimestamp')) ?? now()
    return { version: version ?? '', changedAt, entry: written, write: null }
  }

  const write = <T>(key: DirectoryKey, work: (session: Session, name: string) => Promise<T>): Promise<T> =>
    ldap.asAccount(async (session) => refusals(work(session, (await mustFind(session, key)).dn)))

  /** What may be done with some attributes of one person's entry. */
  async function groundOf(session: Session, entry: LdapEntry, wanted: readonly string[]): Promise<Ground> {
    const { schema } = await rules(session)
    const [whole] = await session.search(entry.dn, { scope: 'base', attributes: ['objectClass'] })
    const classes = whole === undefined ? [] : textsOf(whole, 'objectClass')
    const isAllowed = (attribute: string) => schema?.allows(classes, attribute) ?? true
    const may = await server.writesOf(session, entry, wanted.filter(isAllowed))
    return {
      map: inetOrgPerson,
      barOf: (attribute) => {
        if (!isAllowed(attribute)) return 'noPlace'
        return may(attribute) === false ? 'noRight' : null
      },
      needs: (attribute) => schema?.needs(classes, attribute) ?? false,
      takes: (attribute, value) => schema?.takes(attribute, value) ?? true,
      kept: (_, value) => value,
    }
  }

  async function edit(session: Session, key: DirectoryKey, edits: readonly FieldEdit[]): Promise<void> {
    const entry = await mustFind(session, key)
    const wanted = attributesFor(edits, inetOrgPerson)
    const ground = await groundOf(session, entry, wanted)
    const steps = stepsOf(entry, await entryOf(session, entry), edits, ground)
    if (steps.length === 0) return
    const shownNow = async () => {
      const found = await mustFind(session, key)
      return { entry: found, shown: await entryOf(session, found) }
    }
    const { hasAssertions } = await rules(session)
    const added = steps.filter(({ place }) => place.value === null).map(({ place }) => place.attribute)
    const controls = hasAssertions && added.length > 0 ? [absent(added)] : []
    await session.modify(entry.dn, changesOf(steps), controls).catch(async (error) => {
      throw editRefusal(error, steps, await shownNow().catch(() => null))
    })
    if (added.length === 0 || hasAssertions) return
    const doubled = await afterWrite(async () => {
      const now = await shownNow()
      const step = doubledOf(now.entry, steps)
      if (step === undefined) return null
      await session.modify(entry.dn, [takeBack(step)])
      return { field: step.field, now: shownOf((await shownNow()).shown, step.field) }
    })
    if (doubled !== null) throw new DomainError('DIRECTORY_CONFLICT', doubled)
  }

  const { setBlocked } = server
  return {
    kind: server.kind,
    capabilities: { writes: 'external' },
    read: (key) =>
      ldap.asAccount(async (session) => {
        const entry = await find(session, key)
        return entry && entryOf(session, entry)
      }),
    verify: async (key, password) => {
      const found = await ldap.asAccount(async (session) => {
        const entry = await find(session, key ?? '')
        return entry && { name: entry.dn, entry: await entryOf(session, entry) }
      })
      // Without a password a server takes anybody for nobody, and lets them in (RFC 4513, 5.1.2).
      if (password === '') return { kind: 'wrong' }
      const answer = await bindAs(found?.name ?? `uid=${nothing},${base}`, password)
      const kind = server.verdictOf(answer, found?.entry ?? null)
      if (kind === 'right' || kind === 'mustChange' || kind === 'expired')
        return { kind, version: found?.entry.version ?? '' }
      return { kind }
    },
    reset: (key, { password, mustChange }) =>
      ldap.asAccount(async (session) => {
        const before = await mustFind(session, key)
        const facts = await factsNow(session)
        if (mustChange) await server.mustBeAbleToRequire(session, before, facts)
        const policy = new PasswordPolicyControl()
        await refusals(
          session.extended(passwordModify, passwordModifyValue(before.dn, { to: password }), [policy]),
          policy,
        )
        return afterWrite(async () => {
          const entry = await mustFind(session, key)
          const isChanged = await server.finish(session, entry, { mustChange, facts })
          const now = isChanged ? await mustFind(session, key) : entry
          // Another desk may have written in between, so that the version is not that of this password.
          if (isHashOf(textsOf(now, 'userPassword'), password) === false)
            throw new OutcomeUnknown('Another password was written.')
          return receiptOf(session, now)
        })
      }),
    requireChange: (key) =>
      ldap.asAccount(async (session) => {
        const entry = await mustFind(session, key)
        const facts = await factsNow(session)
        await server.mustBeAbleToRequire(session, entry, facts)
        if (server.entryOf(entry, facts).password.isSet) await refusals(server.setMustChange(session, entry.dn, true))
        return afterWrite(async () => receiptOf(session, await mustFind(session, key)))
      }),
    change: async (key, from, to) => {
      const { dn } = await ldap.asAccount((session) => mustFind(session, key))
      if (from === '') throw new DomainError('WRONG_PASSWORD')
      const policy = new PasswordPolicyControl()
      const work = (session: Session) =>
        refusals(session.extended(passwordModify, passwordModifyValue(dn, { from, to }), [policy]), policy)
      await ldap.asSomebody(dn, from, { work }).catch((error) => {
        throw error instanceof ResultCodeError ? new DomainError('WRONG_PASSWORD') : error
      })
      return afterWrite(() => ldap.asAccount(async (session) => receiptOf(session, await mustFind(session, key))))
    },
    unlock: (key) => write(key, server.unlock),
    editable: (key) =>
      ldap.asAccount(async (session) => {
        const entry = await mustFind(session, key)
        const ground = await groundOf(session, entry, editedAttributes(inetOrgPerson))
        return { fields: barsOf(entry, ground), neverExpires: 'impossible' }
      }),
    edit: (key, edits) => ldap.asAccount((session) => refusals(edit(session, key, edits), undefined, 'value')),
    ...(setBlocked && {
      setBlocked: (key: DirectoryKey, isBlocked: boolean) =>
        write(key, (session, name) => setBlocked(session, name, isBlocked)),
    }),
    changes: async function* (since): AsyncGenerator<Seen, SeenEnd> {
      const asked = now()
      const cursor = cursorOf(since, asked)
      let { last } = cursor
      const value = generalizedTime(cursor.isOver ? last + 1000 : last - overlap)
      const after = new GreaterThanEqualsFilter({ attribute: 'modifyTimestamp', value })
      const filter = since === null ? isPerson : new AndFilter({ filters: [isPerson, after] })
      const facts = await ldap.asAccount(factsNow)
      const batches = ldap.stream((session) => session.pages(base, { scope: 'sub', filter, attributes, pageSize }))
      for await (const page of batches) {
        for (const entry of page) last = Math.max(last, instantOf(textOf(entry, 'modifyTimestamp')) ?? 0)
        const keyed = page.filter((entry) => server.key.pattern.test(textOf(entry, server.key.name) ?? ''))
        yield { entries: keyed.map((entry) => server.entryOf(entry, facts)), gone: [] }
      }
      return { cursor: textOfCursor(cursor, last, asked), isWhole: since === null }
    },
    groups: createLdapGroups({ ldap, base, isPerson, key: server.key, now }),
    rules: (key) =>
      ldap.asAccount(async (session) => {
        const entry = key === null ? null : await mustFind(session, key)
        return server.rulesOf(entry, await factsNow(session))
      }),
    locks: () =>
      ldap.asAccount(async (session) => {
        const facts = await factsNow(session)
        const named = server.namedRules(facts)
        const usual = server.rulesOf(null, facts)
        const locks: Fact<LockRules>[] = [usual === 'unknown' ? usual : usual.lock]
        for (const { lock } of named.values()) locks.push(lock)
        return (await hasOtherPolicy(session, [...named.keys()])) ? [...locks, 'unknown'] : locks
      }),
    abilities: () => ldap.asAccount(async (session) => server.abilitiesOf(await factsNow(session))),
    rights: () =>
      ldap.asAccount(async (session) => {
        // Somebody may have given a right a moment ago.
        known = null
        const { people, one, isCut } = await countPeople(session)
        if (one === null) return { people, rights: [rightLine('readPeople', false, server.readRule)] }
        const lines = await server.rightsOf(session, one, await factsNow(session))
        const { state, missing } = editRight(one, await groundOf(session, one, editedAttributes(inetOrgPerson)))
        const command = missing.length === 0 ? '' : await server.editRule(session, missing)
        const edits: RightLine = { right: 'edit', state, command }
        return { people, rights: [rightLine('readPeople', !isCut, server.limitRule), ...lines, edits] }
      }),
  }

  /** Whether somebody has a policy of their own that is none of these. */
  async function hasOtherPolicy(session: Session, names: readonly string[]): Promise<boolean> {
    const attribute = 'pwdPolicySubentry'
    const others = names.map((value) => new NotFilter({ filter: new EqualityFilter({ attribute, value }) }))
    const filter = new AndFilter({ filters: [new PresenceFilter({ attribute }), ...others] })
    return (await few(session)(filter, [attribute], 1)).length > 0
  }

  /** How many people the account sees, one of them to try rights on, and whether the server gives no more than some of them. */
  async function countPeople(session: Session) {
    let people = 0
    const search = { scope: 'sub' as const, filter: isPerson, attributes: [server.key.name], pageSize }
    const isCut = await (async () => {
      for await (const page of session.pages(base, search)) people += page.length
      return false
    })().catch((error) => {
      if (error instanceof ResultCodeError && limits.includes(error.code)) return true
      throw error
    })
    // The account may do more with itself than with others.
    const own = (await accountName(session)).toLowerCase()
    const some = await few(session)(isPerson, server.state, 2)
    const one = some.find(({ dn }) => dn.toLowerCase() !== own) ?? some[0] ?? null
    return { people, one, isCut }
  }

  /** Signs somebody in; what the password policy says about a right password comes in its control. */
  async function bindAs(name: string, password: string): Promise<BindAnswer> {
    const policy = new PasswordPolicyControl()
    const error = await ldap
      .asSomebody(name, password, { controls: [policy], work: async () => null })
      .catch((fault) => {
        if (fault instanceof ResultCodeError) return fault
        throw fault
      })
    return { error, policy: policy.value }
  }
}

/** Work after a write that the server has done: none of its errors may say that nothing was written. */
function afterWrite<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((cause) => {
    throw new OutcomeUnknown('What was written could not be read.', { cause })
  })
}

/** True for a write that the access rules don't allow. */
export const isNotAllowed = (error: unknown): boolean => isResult(error, 'insufficientAccessRights')
