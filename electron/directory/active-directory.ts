import { randomUUID } from 'node:crypto'
import type { Entry as LdapEntry } from 'ldapts'
import { type DirectoryRefusal, DomainError } from '../../shared/errors.ts'
import { OutcomeUnknown } from '../../shared/rules/directory/directory-faults.ts'
import type { FieldEdit } from '../../shared/rules/directory/directory-fields.ts'
import type { DirectoryRules, Fact } from '../../shared/rules/directory/directory-rules.ts'
import { steps } from './active-directory/changes.ts'
import { needsProof, proveCurrent } from './active-directory/current-password.ts'
import { groundOf } from './active-directory/edit-ground.ts'
import { createActiveDirectoryGroups } from './active-directory/groups.ts'
import {
  changePassword,
  exchange,
  mustChange,
  policyHints,
  policyHintsOid,
  setPassword,
  unlock,
} from './active-directory/password-writes.ts'
import {
  entryOf,
  findPerson,
  flag,
  isLocked,
  isMustChangeVoid,
  keyOf,
  nameByKey,
  versionOf,
  writesBetween,
  writtenAt,
} from './active-directory/people.ts'
import { isLockedOut, isOldPasswordWrong, likelyRule, passwordRefusal, verdictOf } from './active-directory/refusals.ts'
import { rightsOf } from './active-directory/rights.ts'
import { createLockEnds, lockRules, policyOf, rulesFor, rulesUnder } from './active-directory/rules.ts'
import type { DirectoryKey, Entry, ExternalDirectory, Receipt, Seen, SeenEnd, Verdict } from './directory.ts'
import type { Ldap, Session } from './ldap/connection.ts'
import { textOf, textsOf } from './ldap/entry-values.ts'
import { barsOf, changesOf, editRefusal, stepsOf } from './ldap/person-edits.ts'
import { isResult, refusals } from './ldap/refusal.ts'
import { createRulesCache } from './ldap/rules-cache.ts'

export type ActiveDirectoryOptions = {
  readonly ldap: Ldap
  /** The distinguished name below which the people are. */
  readonly base: string
}
/** How often a flag is tried to be set while somebody else changes others. */
const flagTries = 3

/** Active Directory, of Windows or of Samba. */
export function createActiveDirectory({ ldap, base }: ActiveDirectoryOptions): ExternalDirectory {
  const find = (session: Session, key: DirectoryKey) => findPerson(session, base, key)
  const cache = createRulesCache<Fact<DirectoryRules>>()

  async function mustFind(session: Session, key: DirectoryKey): Promise<LdapEntry> {
    const entry = await find(session, key)
    if (entry === null) throw new DomainError('NOT_FOUND', { what: 'user' })
    return entry
  }

  const read = (key: DirectoryKey): Promise<Entry | null> =>
    ldap.asAccount(async (session) => {
      const entry = await find(session, key)
      return entry && entryOf(entry, key, await createLockEnds(session)(entry))
    })

  /** Reads what was written. That nothing was written can't be said any more, whatever fails here. */
  async function receiptOf(session: Session, key: DirectoryKey): Promise<Receipt> {
    try {
      const entry = await mustFind(session, key)
      const written = entryOf(entry, key, await createLockEnds(session)(entry))
      const { version, password } = written
      const changedAt = password.changedAt ?? writtenAt(entry)
      return { version: version ?? '', changedAt, entry: written, write: null }
    } catch (cause) {
      throw new OutcomeUnknown('What was written could not be read.', { cause })
    }
  }

  /** Writes a password and reads it back; a broken rule is named if the server names it, and else the likely one. */
  async function writePassword(
    session: Session,
    entry: LdapEntry,
    { key, password, isOwn }: { readonly key: DirectoryKey; readonly password: string; readonly isOwn: boolean },
    write: () => Promise<void>,
  ): Promise<Receipt> {
    const likely = async (): Promise<DirectoryRefusal | null> =>
      likelyRule(password, await rulesFor(session, entry), isOwn)
    await write().catch(async (error) => {
      throw await passwordRefusal(error, likely)
    })
    const receipt = await receiptOf(session, key)
    // Another desk may have written in between, so that the version is not that of this password: whose it is shows by trying it.
    if (writesBetween(versionOf(entry), receipt.version) > 1) throw new OutcomeUnknown('Somebody else wrote, too.')
    return receipt
  }

  async function edit(session: Session, key: DirectoryKey, edits: readonly FieldEdit[]): Promise<void> {
    const entry = await mustFind(session, key)
    const { ground } = await groundOf(session, entry)
    const steps = stepsOf(entry, entryOf(entry, key, null), edits, ground)
    if (steps.length === 0) return
    // Each of the attributes holds one value, so that a second one that is added at the same moment is refused.
    await session.modify(nameByKey(key), changesOf(steps)).catch(async (error) => {
      const now = await find(session, key).catch(() => null)
      throw editRefusal(error, steps, now && { entry: now, shown: entryOf(now, key, null) })
    })
  }

  /** Sets a flag of an account, and leaves the others as they are, which somebody else may change at the same moment. */
  const setFlag = (key: DirectoryKey, bit: number, isOn: boolean): Promise<void> =>
    refusals(
      ldap.asAccount(async (session) => {
        for (let left = flagTries; ; left -= 1) {
          const before = Number(textOf(await mustFind(session, key), 'userAccountControl') ?? Number.NaN)
          if (Number.isNaN(before)) throw new DomainError('DIRECTORY_NOT_ALLOWED')
          const after = isOn ? before | bit : before & ~bit
          if (after === before) return
          const written = session.modify(nameByKey(key), exchange('userAccountControl', String(before), String(after)))
          const isDone = await written.then(
            () => true,
            (error) => {
              if (left > 1 && isResult(error, 'noSuchAttribute')) return false
              throw error
            },
          )
          if (isDone) return
        }
      }),
      undefined,
      'value',
    )

  async function verify(key: DirectoryKey | null, password: string): Promise<Verdict> {
    const wanted = key ?? randomUUID()
    const { entry, mustProve } = await ldap.asAccount(async (session) => {
      const found = await find(session, wanted)
      return { entry: found, mustProve: found !== null && (await needsProof(session, found)) }
    })
    // A sign-in without a password succeeds as nobody (RFC 4513, 5.1.2).
    if (password === '') return { kind: 'wrong' }
    const name = entry?.dn ?? `CN=${randomUUID()},${base}`
    const work = async (session: Session) => (mustProve ? proveCurrent(session, name, password) : 'right')
    const kind = await ldap.asSomebody(name, password, { work }).catch(verdictOf)
    if (entry === null) return { kind: 'wrong' }
    if (kind === 'wrong' || kind === 'locked' || kind === 'blocked') return { kind }
    if (kind === 'rewritten') return { kind: 'right', version: (await read(wanted))?.version ?? '' }
    return { kind, version: entryOf(entry, wanted, null).version ?? '' }
  }

  return {
    kind: 'activeDirectory',
    capabilities: { writes: 'external' },
    read,
    verify,
    reset: (key, { password, mustChange: isTemporary, isOwn = false }) =>
      refusals(
        ldap.asAccount(async (session) => {
          const entry = await mustFind(session, key)
          const changes = [setPassword(password)]
          if (isTemporary) changes.push(mustChange)
          if (isLocked(entry)) changes.push(unlock)
          const controls = isOwn ? [policyHints()] : []
          return writePassword(session, entry, { key, password, isOwn }, () =>
            session.modify(nameByKey(key), changes, controls),
          )
        }),
      ),
    requireChange: (key) =>
      refusals(
        ldap.asAccount(async (session) => {
          const entry = await mustFind(session, key)
          if (isMustChangeVoid(entry)) throw new DomainError('DIRECTORY_REFUSED', { reason: 'neverExpires' })
          const isSet = entryOf(entry, key, null).password.isSet
          if (isSet) await session.modify(nameByKey(key), [mustChange])
          return receiptOf(session, key)
        }),
      ),
    change: (key, from, to) =>
      refusals(
        ldap.asAccount(async (session) => {
          const entry = await mustFind(session, key)
          return writePassword(session, entry, { key, password: to, isOwn: true }, () =>
            session.modify(nameByKey(key), changePassword(from, to)).catch((error) => {
              if (isOldPasswordWrong(error) || isLockedOut(error)) throw new DomainError('WRONG_PASSWORD')
              // "User cannot change password" is a decision about this person.
              if (isResult(error, 'insufficientAccessRights')) throw new DomainError('DIRECTORY_REFUSED')
              throw error
            }),
          )
        }),
      ),
    setBlocked: (key, isBlocked) => setFlag(key, flag.disabled, isBlocked),
    setNeverExpires: (key, isOn) => setFlag(key, flag.neverExpires, isOn),
    editable: (key) =>
      ldap.asAccount(async (session) => {
        const entry = await mustFind(session, key)
        const { ground, mayWrite } = await groundOf(session, entry)
        const neverExpires = mayWrite('userAccountControl') === false ? 'noRight' : null
        return { fields: barsOf(entry, ground), neverExpires }
      }),
    edit: (key, edits) => ldap.asAccount((session) => refusals(edit(session, key, edits), undefined, 'value')),
    unlock: (key) =>
      refusals(
        ldap.asAccount(async (session) => {
          if (isLocked(await mustFind(session, key))) await session.modify(nameByKey(key), [unlock])
        }),
      ),
    changes: async function* (since): AsyncGenerator<Seen, SeenEnd> {
      let end: SeenEnd | null = null
      const pages = ldap.stream(async function* (session) {
        const lockEnd = createLockEnds(session)
        for await (const step of steps(session, base, since)) {
          end = step.end
          const entries: Entry[] = []
          for (const entry of step.page) {
            const key = keyOf(entry)
            if (key !== null) entries.push(entryOf(entry, key, await lockEnd(entry)))
          }
          yield { entries, gone: step.gone }
        }
      })
      for await (const seen of pages) yield seen
      if (end === null) throw new DomainError('DIRECTORY_UNREACHABLE')
      return end
    },
    groups: createActiveDirectoryGroups(ldap, base),
    rules: (key) =>
      ldap.asAccount(async (session) => {
        const policy = key === null ? null : policyOf(await mustFind(session, key))
        return cache(policy ?? '', () => rulesUnder(session, policy))
      }),
    locks: () => ldap.asAccount((session) => lockRules(session, base)),
    abilities: () =>
      ldap.asAccount(async (session) => {
        const [root] = await session.search('', { scope: 'base', attributes: ['supportedControl'] })
        const rules = await cache('', () => rulesUnder(session, null))
        const threshold = rules === 'unknown' ? 'unknown' : rules.lock.threshold
        return {
          requireChange: true,
          lock: threshold === 'unknown' ? null : threshold > 0,
          keepsHistory: root !== undefined && textsOf(root, 'supportedControl').includes(policyHintsOid),
        }
      }),
    rights: () => ldap.asAccount((session) => rightsOf(session, base)),
  }
}
