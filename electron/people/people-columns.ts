import type { UserId } from '../../shared/ids.ts'
import { departmentKey } from '../../shared/rules/groups.ts'
import type { PasswordFacts } from '../../shared/rules/password-state.ts'
import { createPackedTexts } from './packed-texts.ts'

/** What is known of everybody without reading the store. */
export type UserFacts = PasswordFacts & {
  readonly id: UserId
  /** The connected directory that the person lives in; 0 for Keydesk's own. */
  readonly directoryId: number
  readonly roleBits: number
  readonly isBlocked: boolean
  readonly isProtected: boolean
  readonly lockedUntil: number | null
}
/** What the index keeps of a user: enough to search, filter and sort. */
export type IndexedUser = UserFacts & {
  readonly displayName: string
  readonly username: string
  readonly department: string
}
export type PeopleColumns = ReturnType<typeof createPeopleColumns>

const bit = {
  isBlocked: 1,
  hasPassword: 2,
  isTemporary: 4,
  mustChange: 8,
  neverExpires: 16,
  isInDirectory: 64,
  isProtected: 128,
} as const
/** The flag of a slot whose person was deleted; a restored person gets the slot back. */
const gone = 32

const noColumns = {
  id: new Float64Array(0),
  // NaN stands for no instant.
  lockedUntil: new Float64Array(0),
  lapsesAt: new Float64Array(0),
  changedAt: new Float64Array(0),
  expiresThere: new Float64Array(0),
  department: new Uint32Array(0),
  directoryId: new Uint32Array(0),
  roleBits: new Uint16Array(0),
  flags: new Uint8Array(0),
}

/**
 * Everybody's facts, one column for each fact: a few megabytes for a hundred thousand people; one object for each person would take many
 * times as much.
 */
export function createPeopleColumns() {
  const displayNames = createPackedTexts()
  const usernames = createPackedTexts()
  const departments: string[] = []
  const departmentNumbers = new Map<string, number>()
  const departmentKeys: string[] = []
  let columns = noColumns
  let size = 0
  let goneCount = 0
  const cursor = createCursor(() => columns)

  function reserve(slots: number): void {
    displayNames.reserve(slots)
    usernames.reserve(slots)
    if (slots <= columns.id.length) return
    const wider = {
      id: new Float64Array(slots),
      lockedUntil: new Float64Array(slots),
      lapsesAt: new Float64Array(slots),
      changedAt: new Float64Array(slots),
      expiresThere: new Float64Array(slots),
      department: new Uint32Array(slots),
      directoryId: new Uint32Array(slots),
      roleBits: new Uint16Array(slots),
      flags: new Uint8Array(slots),
    }
    for (const name of Object.keys(wider) as (keyof typeof wider)[]) wider[name].set(columns[name])
    columns = wider
  }

  function departmentNumber(department: string): number {
    let number = departmentNumbers.get(department)
    if (number === undefined) {
      number = departments.push(department) - 1
      departmentKeys.push(departmentKey(department))
      departmentNumbers.set(department, number)
    }
    return number
  }

  /** Stores a person; answers which of the two texts that the list is sorted by has changed. */
  function set(slot: number, user: IndexedUser): { readonly hasNewName: boolean; readonly hasNewUsername: boolean } {
    if (slot >= columns.id.length) reserve(Math.max(1024, Math.ceil((slot + 1) * 1.25)))
    const isNew = slot >= size
    const hasNewName = isNew || displayNames.get(slot) !== user.displayName
    const hasNewUsername = isNew || usernames.get(slot) !== user.username
    if (hasNewName) displayNames.set(slot, user.displayName)
    if (hasNewUsername) usernames.set(slot, user.username)
    size = Math.max(size, slot + 1)
    columns.id[slot] = user.id
    columns.lockedUntil[slot] = user.lockedUntil ?? Number.NaN
    columns.lapsesAt[slot] = user.lapsesAt ?? Number.NaN
    columns.changedAt[slot] = user.changedAt ?? Number.NaN
    columns.expiresThere[slot] = user.expiresThere ?? Number.NaN
    columns.department[slot] = departmentNumber(user.department)
    columns.directoryId[slot] = user.directoryId
    columns.roleBits[slot] = user.roleBits
    if (isGone(slot)) goneCount -= 1
    columns.flags[slot] = flagsOf(user)
    return { hasNewName, hasNewUsername }
  }

  const isGone = (slot: number) => ((columns.flags[slot] as number) & gone) !== 0

  return {
    reserve,
    set,
    size: () => size,
    /** People who are there: slots without the deleted ones. */
    count: () => size - goneCount,
    isGone,
    hasGone: () => goneCount > 0,
    remove: (slot: number): void => {
      if (isGone(slot)) return
      columns.flags[slot] = gone
      goneCount += 1
    },
    /** An object that shows one person; the next call moves it to another. */
    facts: cursor,
    displayName: displayNames.get,
    username: usernames.get,
    usernameChunk: usernames.chunk,
    departmentNumber: (slot: number): number => columns.department[slot] as number,
    departments: (): readonly string[] => departments,
    /** What the departments are compared by, each in the place of its spelling. */
    departmentKeys: (): readonly string[] => departmentKeys,
    user: (slot: number): IndexedUser => {
      const facts = cursor(slot)
      return {
        id: facts.id,
        directoryId: facts.directoryId,
        displayName: displayNames.get(slot),
        username: usernames.get(slot),
        department: departments[columns.department[slot] as number] as string,
        roleBits: facts.roleBits,
        isBlocked: facts.isBlocked,
        isProtected: facts.isProtected,
        lockedUntil: facts.lockedUntil,
        hasPassword: facts.hasPassword,
        isTemporary: facts.isTemporary,
        mustChange: facts.mustChange,
        lapsesAt: facts.lapsesAt,
        changedAt: facts.changedAt,
        neverExpires: facts.neverExpires,
        isInDirectory: facts.isInDirectory,
        expiresThere: facts.expiresThere,
      }
    },
  }
}

function flagsOf(user: IndexedUser): number {
  const names = Object.keys(bit) as (keyof typeof bit)[]
  return names.reduce((flags, name) => flags | (user[name] ? bit[name] : 0), 0)
}

function createCursor(columns: () => typeof noColumns): (slot: number) => UserFacts {
  let at = 0
  const instant = (value: number | undefined) => (Number.isNaN(value) ? null : (value as number))
  const has = (flag: number) => ((columns().flags[at] as number) & flag) !== 0
  const facts = {
    get id() {
      return columns().id[at] as UserId
    },
    get directoryId() {
      return columns().directoryId[at] as number
    },
    get roleBits() {
      return columns().roleBits[at] as number
    },
    get isBlocked() {
      return has(bit.isBlocked)
    },
    get isProtected() {
      return has(bit.isProtected)
    },
    get lockedUntil() {
      return instant(columns().lockedUntil[at])
    },
    get hasPassword() {
      return has(bit.hasPassword)
    },
    get isTemporary() {
      return has(bit.isTemporary)
    },
    get mustChange() {
      return has(bit.mustChange)
    },
    get lapsesAt() {
      return instant(columns().lapsesAt[at])
    },
    get changedAt() {
      return instant(columns().changedAt[at])
    },
    get neverExpires() {
      return has(bit.neverExpires)
    },
    get isInDirectory() {
      return has(bit.isInDirectory)
    },
    get expiresThere() {
      return instant(columns().expiresThere[at])
    },
  }
  return (slot) => {
    at = slot
    return facts
  }
}
