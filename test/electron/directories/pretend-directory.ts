import type {
  Abilities,
  DirectoryGroup,
  Entry,
  ExternalDirectory,
  MembersPart,
  Seen,
} from '../../../electron/directory/directory.ts'
import type { OpenDirectory } from '../../../electron/directory/open-directory.ts'
import { DomainError } from '../../../shared/errors.ts'
import {
  type EditBar,
  type EditedField,
  editedFields,
  shownOf,
} from '../../../shared/rules/directory/directory-fields.ts'
import type { DirectoryRules, Fact, LockRules } from '../../../shared/rules/directory/directory-rules.ts'
import { type Contact, contactFields } from '../../../shared/users.ts'
import { setUp, type TestOptions } from '../../support/test-services.ts'
import { connectionTo } from '../directory/slapd.ts'

const noContact = Object.fromEntries(contactFields.map((field) => [field, ''])) as Contact
/** What everybody of a pretended directory signs in with, unless the test says otherwise. */
export const firstPassword = 'Quiet-Meadow-58-kite'
type More = Partial<Omit<Entry, 'password' | 'contact'>> & {
  readonly password?: Partial<Entry['password']>
  readonly contact?: Partial<Contact>
}

/** Somebody of a directory, as its server might say, with a password from when there was none before. */
export function entry(key: string, more: More = {}): Entry {
  const password = { isSet: true, mustChange: false, changedAt: 1, expiresAt: null, neverExpires: false }
  return {
    key,
    version: 'v1',
    username: key,
    displayName: `Person ${key}`,
    isBlocked: false,
    lock: null,
    isProtected: false,
    ...more,
    contact: { ...noContact, ...more.contact },
    password: { ...password, ...more.password },
  }
}

/** A directory whose entries, passwords and pages the test decides. `pages` is what a look is given instead of everybody at once. */
export function pretendDirectory() {
  const entries = new Map<string, Entry>()
  const passwords = new Map<string, string>()
  const state = {
    isAway: false,
    pages: null as null | (() => AsyncGenerator<Seen, boolean>),
    /** What happens to an edit; by itself it is done at once. */
    edits: (apply: () => void): Promise<void> | void => apply(),
    bars: {} as Partial<Record<EditedField, EditBar>>,
    /** What a look at the groups is given instead of all of them at once, and what a look at those that have changed is. */
    groupPages: null as null | (() => AsyncGenerator<readonly DirectoryGroup[]>),
    memberParts: null as null | ((groups: readonly string[]) => AsyncGenerator<MembersPart>),
    /** Why no password is taken. */
    resetFault: null as null | DomainError,
    /** What a look at the differences says of the whole directory. */
    isUnchanged: false,
    /** How often the list of groups was read. */
    lists: 0,
    /** The groups whose members were read. */
    readGroups: [] as string[],
    /** What is waited for before the rules are said. */
    silence: null as null | Promise<never>,
    /** Told of each password that is compared. */
    asked: (_password: string) => {},
    rules: 'unknown' as Fact<DirectoryRules>,
    locks: ['unknown'] as readonly Fact<LockRules>[],
    abilities: { requireChange: true, lock: true, keepsHistory: null } as Abilities,
  }
  const groups = new Map<string, DirectoryGroup & { readonly members: readonly string[] }>()
  let changes = 0
  /** Makes or changes a group, whose members are keys of people and of groups. */
  const putGroup = (key: string, members: readonly string[], name = key) => {
    changes += 1
    groups.set(key, { key, name, version: `v${changes}`, members })
  }
  const mustAnswer = () => {
    if (state.isAway) throw new DomainError('DIRECTORY_UNREACHABLE')
  }
  const put = (one: Entry, password = firstPassword) => {
    entries.set(one.key, one)
    passwords.set(one.key, password)
  }
  const must = (key: string) => {
    const found = entries.get(key)
    if (found === undefined) throw new DomainError('NOT_FOUND', { what: 'user' })
    return found
  }
  const receipt = (key: string) => ({ version: must(key).version ?? '', changedAt: 2, write: null })
  const directory: ExternalDirectory = {
    kind: 'openLdap',
    capabilities: { writes: 'external' },
    read: async (key) => {
      mustAnswer()
      return entries.get(key) ?? null
    },
    verify: async (key, password) => {
      mustAnswer()
      state.asked(password)
      const found = entries.get(key ?? '')
      if (found === undefined || passwords.get(found.key) !== password) return { kind: 'wrong' }
      return { kind: 'right', version: found.version ?? '' }
    },
    reset: async (key, { password, mustChange }) => {
      mustAnswer()
      if (state.resetFault !== null) throw state.resetFault
      const before = must(key)
      const version = `v${Number(before.version?.slice(1)) + 1}`
      put({ ...before, version, password: { ...before.password, mustChange, changedAt: 2 } }, password)
      return receipt(key)
    },
    requireChange: async (key) => {
      mustAnswer()
      if (state.abilities.requireChange === false)
        throw new DomainError('DIRECTORY_REFUSED', { reason: 'noMustChange' })
      put({ ...must(key), password: { ...must(key).password, mustChange: true } }, passwords.get(key))
      return receipt(key)
    },
    editable: async (key) => {
      mustAnswer()
      must(key)
      const fields = editedFields.map((field) => [field, state.bars[field] ?? null])
      return { fields: Object.fromEntries(fields), neverExpires: null }
    },
    edit: async (key, edits) => {
      mustAnswer()
      const before = must(key)
      for (const { field, seen } of edits) {
        const reason = state.bars[field]
        if (reason !== undefined) throw new DomainError('FIELD_INVALID', { field, reason })
        if (shownOf(before, field) !== seen)
          throw new DomainError('DIRECTORY_CONFLICT', { field, now: shownOf(before, field) })
      }
      const values = Object.fromEntries(edits.map(({ field, to }) => [field, to]))
      const { displayName = before.displayName, ...changed } = values
      const contact = { ...before.contact, ...changed }
      await state.edits(() => put({ ...before, displayName, contact }, passwords.get(key)))
    },
    setNeverExpires: async (key, neverExpires) => {
      mustAnswer()
      const before = must(key)
      put({ ...before, password: { ...before.password, neverExpires } }, passwords.get(key))
    },
    changes: async function* (since) {
      mustAnswer()
      if (state.pages !== null) return { cursor: '1', isWhole: yield* state.pages() }
      yield { entries: [...entries.values()], gone: [] }
      return { cursor: '1', isWhole: since === null, isUnchanged: since !== null && state.isUnchanged }
    },
    groups: {
      list: async function* () {
        mustAnswer()
        state.lists += 1
        if (state.groupPages !== null) return yield* state.groupPages()
        for (const { key, name, version } of groups.values()) yield [{ key, name, version }]
      },
      members: async function* (wanted) {
        mustAnswer()
        state.readGroups.push(...wanted)
        if (state.memberParts !== null) return yield* state.memberParts(wanted)
        for (const group of wanted) yield { group, members: groups.get(group)?.members ?? [] }
      },
    },
    rules: async () => {
      mustAnswer()
      await state.silence
      return state.rules
    },
    locks: async () => {
      mustAnswer()
      return state.locks
    },
    abilities: async () => {
      mustAnswer()
      return state.abilities
    },
    rights: async () => ({ rights: [], people: entries.size }),
  }
  return { directory, entries, passwords, state, put, groups, putGroup }
}

/** The connection of a pretended directory, which there is none of. */
export const pretendedLdap = { close: () => {} } as OpenDirectory['ldap']

/** An organisation that is connected to pretended directories, which are opened by the name of their account. */
export async function pretendOffice(options: TestOptions = {}) {
  const opened = new Map<string, ReturnType<typeof pretendDirectory>>()
  const openDirectory: TestOptions['openDirectory'] = ({ name }) => {
    const found = opened.get(name)
    if (found === undefined) throw new Error(`There is no directory ${name}.`)
    return { directory: found.directory, ldap: pretendedLdap }
  }
  const desk = await setUp({ ...options, openDirectory })
  async function connect(name: string) {
    const directory = pretendDirectory()
    opened.set(name, directory)
    const { connection, password } = connectionTo({ tlsPort: 1, authority: '' })
    const { id } = await desk.services.directories.add({ connection: { ...connection, name }, password }, desk.owner)
    const look = (isWhole = true) => desk.services.directories.look({ id, isWhole }, desk.owner)
    return { ...directory, id, look }
  }
  return { ...desk, connect, office: await connect('Office') }
}
