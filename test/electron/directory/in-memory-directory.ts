import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import type { Directory } from '../../../electron/directory/directory.ts'
import { DomainError, isDomainError } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import { type Contact, contactFields } from '../../../shared/users.ts'
import { addPerson, setUp } from '../../support/test-services.ts'

const contact = Object.fromEntries(contactFields.map((field) => [field, ''])) as Contact
export type Account = { password: string; version: number; mustChange: boolean }
type Hook = (key: string, apply: () => void) => Promise<void> | void

/** A directory in memory, whose answers the test decides. */
export function fakeDirectory() {
  const accounts = new Map<string, Account>()
  const state = { isAway: false, delay: 0, writes: 0, required: 0 }
  const through: Hook = (_, apply) => apply()
  const hooks = { reset: through, require: through, verify: through, read: through }
  const wait = () => new Promise<void>((resolve) => setTimeout(resolve, state.delay))
  async function mustAnswer() {
    await wait()
    if (state.isAway) throw new DomainError('DIRECTORY_UNREACHABLE')
  }
  const must = (key: string) => {
    const account = accounts.get(key)
    if (account === undefined) throw new DomainError('NOT_FOUND', { what: 'user' })
    return account
  }
  const directory: Directory = {
    kind: 'openLdap',
    capabilities: { writes: 'external' },
    read: async (key) => {
      await mustAnswer()
      await hooks.read(key, () => {})
      const account = accounts.get(key)
      if (account === undefined) return null
      return {
        key,
        version: `v${account.version}`,
        username: key,
        displayName: key,
        contact,
        isBlocked: false,
        lock: null,
        isProtected: false,
        password: {
          isSet: true,
          mustChange: account.mustChange,
          changedAt: account.version,
          expiresAt: null,
          neverExpires: false,
        },
      }
    },
    verify: async (key, password) => {
      await mustAnswer()
      await hooks.verify(key ?? '', () => {})
      const account = key === null ? undefined : accounts.get(key)
      if (account?.password !== password) return { kind: 'wrong' }
      return { kind: 'right', version: `v${account.version}` }
    },
    reset: async (key, { password, mustChange }) => {
      await mustAnswer()
      const account = must(key)
      await hooks.reset(key, () => {
        account.password = password
        account.version += 1
        account.mustChange = mustChange
        state.writes += 1
      })
      return { version: `v${account.version}`, changedAt: account.version, write: null }
    },
    requireChange: async (key) => {
      await mustAnswer()
      const account = must(key)
      await hooks.require(key, () => {
        account.mustChange = true
        state.required += 1
      })
      return { version: `v${account.version}`, changedAt: account.version, write: null }
    },
  }
  /** The directory does what it was asked, its answer is lost, and nobody reaches it any more. */
  const cut: Hook = (_, apply) => {
    apply()
    state.isAway = true
    throw lostConnection()
  }
  /** From here on the directory does what it is asked only once it may go on; `asked` ends when it is asked first. */
  function hold(question: keyof typeof hooks) {
    const [asked, mayGoOn] = [gate(), gate()]
    const answer = hooks[question]
    hooks[question] = async (key, apply) => {
      asked.open()
      await mayGoOn.promise
      await answer(key, apply)
    }
    return { asked: asked.promise, goOn: mayGoOn.open }
  }
  return { directory, accounts, state, hooks, cut, hold }
}

export async function fakeOffice(count = 1) {
  const fake = fakeDirectory()
  const homes = new Set<UserId>()
  const externalHomeOf = (id: UserId) => (homes.has(id) ? { directory: fake.directory, key: String(id) } : null)
  const desk = await setUp({ externalHomeOf })
  const people: UserId[] = []
  const move = (id: UserId) => {
    homes.add(id)
    fake.accounts.set(String(id), { password: 'first', version: 1, mustChange: false })
  }
  for (let at = 0; at < count; at += 1) {
    const { id } = await addPerson(desk.services, desk.owner)
    move(id)
    people.push(id)
  }
  const sql = new Sqlite(join(desk.dataDir, 'keydesk.db'), { readonly: true })
  onTestFinished(() => void sql.close())
  const intents = () => sql.prepare('SELECT count(*) FROM password_intents').pluck().get() as number
  const account = (id: UserId) => fake.accounts.get(String(id)) as Account
  return { ...desk, ...fake, people, one: people[0] as UserId, move, sql, intents, account }
}

export const codeOf = (work: unknown) =>
  Promise.resolve(work).then(
    () => null,
    (error) => (isDomainError(error) ? error.code : String(error)),
  )
/** How something ends, or that it hangs: long enough for a machine that is busy with something else. */
export const soon = (work: Promise<unknown>) =>
  Promise.race([
    work.then(
      () => 'ended',
      (error) => `threw ${isDomainError(error) ? error.code : error}`,
    ),
    new Promise((resolve) => setTimeout(() => resolve('hangs'), 120_000)),
  ])
/** What a socket says whose other end is gone. */
export const lostConnection = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
export const given = { style: 'strong', language: 'en', mustChange: true } as const
export const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
/** A door that opens once. */
export function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, open: () => resolve() }
}
