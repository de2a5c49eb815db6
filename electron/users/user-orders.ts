import type { Language } from '../../shared/ids.ts'
import { sortKey } from '../../shared/rules/fold.ts'
import {
  type ExpirationPolicy,
  passwordExpiresAt,
  passwordStateOf,
  passwordStates,
} from '../../shared/rules/password-state.ts'
import type { UserSort } from '../../shared/users.ts'
import { createSortOrder, type SortOrder } from './sort-order.ts'
import { type IndexedUser, signInOf } from './user-index.ts'

type Deps = { readonly policy: () => ExpirationPolicy; readonly now: () => number }

/** The orders that the list has been asked for: kept and mended for names and dates, counted out anew for states, which change with the clock. */
export function createUserOrders(users: readonly IndexedUser[], deps: Deps) {
  const kept = new Map<string, SortOrder>()
  const keys = new Map<string, string[]>()
  const mendKeys: ((slots: ReadonlySet<number>) => void)[] = []

  function keysOf(field: 'displayName' | 'department', language: Language): string[] {
    const name = `${field} ${language}`
    let list = keys.get(name)
    if (list === undefined) {
      const cache = new Map<string, string>()
      const keyOf = (slot: number) => {
        const text = (users[slot] as IndexedUser)[field]
        if (field === 'displayName') return sortKey(text, language)
        const key = cache.get(text) ?? sortKey(text, language)
        cache.set(text, key)
        return key
      }
      list = users.map((_, slot) => keyOf(slot))
      keys.set(name, list)
      const fresh = list
      mendKeys.push((slots) => {
        for (const slot of slots) fresh[slot] = keyOf(slot)
      })
    }
    return list
  }

  function keep(name: string, comparison: () => (a: number, b: number) => number): Uint32Array {
    let order = kept.get(name)
    if (order === undefined) {
      order = createSortOrder(users.length, comparison())
      kept.set(name, order)
    }
    return order.slots()
  }

  function byName(language: Language): Uint32Array {
    return keep(`displayName ${language}`, () => {
      const names = keysOf('displayName', language)
      return (a, b) => compareText(names[a] as string, names[b] as string) || a - b
    })
  }

  function byText(field: 'username' | 'department', language: Language): Uint32Array {
    return keep(`${field} ${language}`, () => {
      const names = keysOf('displayName', language)
      const values = field === 'department' ? keysOf('department', language) : null
      const value = (slot: number) => values?.[slot] ?? (users[slot] as IndexedUser).username
      return (a, b) => compareText(value(a), value(b)) || compareText(names[a] as string, names[b] as string) || a - b
    })
  }

  function byDate(field: 'passwordChangedAt' | 'passwordExpiresAt', language: Language): Uint32Array {
    const policy = deps.policy()
    return keep(`${field} ${language} ${policy.isOn ? policy.days : 'never'}`, () => {
      const names = keysOf('displayName', language)
      const isExpiry = field === 'passwordExpiresAt'
      const date = (slot: number) => {
        const user = users[slot] as IndexedUser
        return (isExpiry ? passwordExpiresAt(user, policy) : user.changedAt) ?? Number.POSITIVE_INFINITY
      }
      return (a, b) => compareNumber(date(a), date(b)) || compareText(names[a] as string, names[b] as string) || a - b
    })
  }

  /** Deals the people, in the order of their names, into a few heaps. */
  function byRank(language: Language, ranks: number, rankOf: (user: IndexedUser) => number): Uint32Array {
    const heaps: number[][] = Array.from({ length: ranks }, () => [])
    for (const slot of byName(language)) heaps[rankOf(users[slot] as IndexedUser)]?.push(slot)
    return Uint32Array.from(heaps.flat())
  }

  function order(sort: UserSort): Uint32Array {
    const now = deps.now()
    switch (sort.by) {
      case 'displayName':
        return byName(sort.language)
      case 'username':
      case 'department':
        return byText(sort.by, sort.language)
      case 'passwordChangedAt':
      case 'passwordExpiresAt':
        return byDate(sort.by, sort.language)
      case 'passwordState': {
        const policy = deps.policy()
        const rank = (user: IndexedUser) => passwordStates.indexOf(passwordStateOf(user, policy, now))
        return byRank(sort.language, passwordStates.length, rank)
      }
      case 'signIn':
        return byRank(sort.language, 3, (user) => ['allowed', 'locked', 'blocked'].indexOf(signInOf(user, now)))
      case 'roles':
        return byRank(sort.language, 10, (user) =>
          user.roleBits === 0 ? 9 : 31 - Math.clz32(user.roleBits & -user.roleBits),
        )
    }
  }

  return {
    /** The slots in ascending order; a descending list reads them backwards. */
    ascending: order,
    mend: (slots: ReadonlySet<number>): void => {
      // So many changes (an import) are sorted anew when somebody asks.
      if (slots.size > users.length / 10 + 1000) {
        kept.clear()
        keys.clear()
        mendKeys.length = 0
        return
      }
      for (const mend of mendKeys) mend(slots)
      for (const order of kept.values()) order.mend(slots, users.length)
    },
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const compareNumber = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)
