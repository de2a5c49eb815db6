import type { Language } from '../../shared/ids.ts'
import {
  type ExpirationPolicy,
  passwordExpiresAt,
  passwordStateOf,
  passwordStates,
} from '../../shared/rules/password-state.ts'
import { roleNames } from '../../shared/rules/role-matrix.ts'
import { signInOf } from '../../shared/rules/sign-in-status.ts'
import { numberedSortKey, sortKey } from '../../shared/rules/text/fold.ts'
import type { UserSort } from '../../shared/users.ts'
import { createPackedTexts } from './packed-texts.ts'
import type { PeopleColumns, UserFacts } from './people-columns.ts'
import { dealSlots, mendOrder, sortSlots } from './sort-order.ts'
import { lockEnd, nextStateAt } from './state-times.ts'

type Deps = {
  readonly policy: () => ExpirationPolicy
  readonly now: () => number
  /** The names of the connected directories by their ids. */
  readonly directoryNames: () => ReadonlyMap<number, string>
}
/** An order that was made for one state of the store; if it depends on the clock, it is valid until an instant. */
type Derived = {
  readonly stamp: string
  readonly from: number
  readonly until: number
  readonly slots: Uint32Array
}
/** Slots whose place in an order may have changed. */
export type Moved = { readonly names: ReadonlySet<number>; readonly usernames: ReadonlySet<number> }

const signIns = ['allowed', 'locked', 'blocked']

/**
 * The orders in which the list was asked for. Orders by name are kept and updated in place. Every other order is made from the order by name,
 * sorted by one more fact, and made again when that fact or the clock has changed.
 */
export function createPeopleOrders(users: PeopleColumns, deps: Deps) {
  const names = new Map<Language, Uint32Array>()
  const derived = new Map<string, Derived>()
  let usernames: Uint32Array | null = null
  let version = 0

  function byName(language: Language): Uint32Array {
    let order = names.get(language)
    if (order === undefined) {
      const keys = createPackedTexts()
      keys.reserve(users.size())
      for (let slot = 0; slot < users.size(); slot += 1) keys.set(slot, sortKey(users.displayName(slot), language))
      order = sortSlots(everySlot(users.size()), keys.chunk)
      names.set(language, order)
    }
    return order
  }

  function byUsername(): Uint32Array {
    usernames ??= sortSlots(everySlot(users.size()), users.usernameChunk)
    return usernames
  }

  /** `until` collects the next instant at which the passing of time changes the order. */
  function derive(
    name: string,
    dependsOn: string,
    make: (until: (instant: number) => void) => Uint32Array,
  ): Uint32Array {
    const stamp = `${version} ${dependsOn}`
    const now = deps.now()
    const known = derived.get(name)
    if (known?.stamp === stamp && known.from <= now && now < known.until) return known.slots
    let end = Number.POSITIVE_INFINITY
    const slots = make((instant) => {
      if (instant < end) end = instant
    })
    derived.set(name, { stamp, from: now, until: end, slots })
    return slots
  }

  function byDepartment(language: Language): Uint32Array {
    const keys = users.departments().map((department) => numberedSortKey(department, language))
    const sorted = [...new Set(keys)].sort()
    const places = new Map(sorted.map((key, place) => [key, place]))
    const placeOf = keys.map((key) => places.get(key) as number)
    return dealSlots(byName(language), sorted.length, (slot) => placeOf[users.departmentNumber(slot)] as number)
  }

  /** People without a date come last. */
  function byDate(language: Language, dateOf: (user: UserFacts) => number | null): Uint32Array {
    return sortSlots(byName(language), (slot, depth) => {
      if (depth > 1) return 0
      const date = dateOf(users.facts(slot))
      if (date === null) return depth === 0 ? 0xffffffff : 0
      return depth === 0 ? 1 + Math.floor(date / 2 ** 32) : date % 2 ** 32
    })
  }

  function byState(language: Language, until: (instant: number) => void): Uint32Array {
    const now = deps.now()
    const policy = deps.policy()
    return dealSlots(byName(language), passwordStates.length, (slot) => {
      const user = users.facts(slot)
      until(nextStateAt(user, policy, now))
      return passwordStates.indexOf(passwordStateOf(user, policy, now))
    })
  }

  function bySignIn(language: Language, until: (instant: number) => void): Uint32Array {
    const now = deps.now()
    return dealSlots(byName(language), signIns.length, (slot) => {
      const user = users.facts(slot)
      until(lockEnd(user, now))
      return signIns.indexOf(signInOf(user, now))
    })
  }

  /** People with roles, by the highest role of each, then everybody else. */
  function byRole(language: Language): Uint32Array {
    return dealSlots(byName(language), roleNames.length + 1, (slot) => {
      const { roleBits } = users.facts(slot)
      return roleBits === 0 ? roleNames.length : 31 - Math.clz32(roleBits & -roleBits)
    })
  }

  /** Keydesk's own people, then the directories by their names. */
  function byDirectory(language: Language, names: ReadonlyMap<number, string>): Uint32Array {
    const keys = [...names].map(([id, name]) => ({ id, key: numberedSortKey(name, language) }))
    const sorted = keys.sort((one, other) => (one.key < other.key ? -1 : 1))
    const places = new Map(sorted.map(({ id }, at) => [id, at + 1]))
    return dealSlots(byName(language), sorted.length + 1, (slot) => places.get(users.facts(slot).directoryId) ?? 0)
  }

  function ascending({ by, language }: UserSort): Uint32Array {
    const policy = deps.policy()
    const name = `${by} ${language}`
    switch (by) {
      case 'displayName':
        return byName(language)
      case 'username':
        return byUsername()
      case 'department':
        return derive(name, '', () => byDepartment(language))
      case 'passwordChangedAt':
        return derive(name, '', () => byDate(language, (user) => user.changedAt))
      case 'passwordExpiresAt':
        return derive(name, JSON.stringify(policy), () => byDate(language, (user) => passwordExpiresAt(user, policy)))
      case 'passwordState':
        return derive(name, JSON.stringify(policy), (until) => byState(language, until))
      case 'signIn':
        return derive(name, '', (until) => bySignIn(language, until))
      case 'roles':
        return derive(name, '', () => byRole(language))
      case 'directory': {
        const directories = deps.directoryNames()
        return derive(name, JSON.stringify([...directories]), () => byDirectory(language, directories))
      }
    }
  }

  function compareNames(language: Language) {
    const keyOf = (slot: number) => Buffer.from(sortKey(users.displayName(slot), language))
    return (slot: number) => {
      const key = keyOf(slot)
      return (other: number) => key.compare(keyOf(other)) || slot - other
    }
  }

  function compareUsernames(slot: number) {
    const key = Buffer.from(users.username(slot))
    return (other: number) => key.compare(Buffer.from(users.username(other))) || slot - other
  }

  return {
    /** The slots in ascending order; a descending list reads them backwards. */
    ascending,
    /** Called when a fact about a person has changed. */
    mend: (moved: Moved): void => {
      version += 1
      // After very many changes, as by an import, updating in place would be slower than sorting again at the next question.
      const isMany = (slots: ReadonlySet<number>) => slots.size > users.size() / 10 + 1000
      if (isMany(moved.names)) names.clear()
      else if (moved.names.size > 0) {
        for (const [language, order] of names)
          names.set(language, mendOrder(order, moved.names, compareNames(language)))
      }
      if (isMany(moved.usernames)) usernames = null
      else if (usernames && moved.usernames.size > 0)
        usernames = mendOrder(usernames, moved.usernames, compareUsernames)
    },
  }
}

function everySlot(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, slot) => slot)
}
