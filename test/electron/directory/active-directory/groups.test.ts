import type { Entry as LdapEntry } from 'ldapts'
import { expect, it } from 'vitest'
import { createActiveDirectoryGroups } from '../../../../electron/directory/active-directory/groups.ts'
import { bytesOfGuid } from '../../../../electron/directory/active-directory/guid.ts'
import type { Ldap, Session } from '../../../../electron/directory/ldap/connection.ts'
import { rangeOf } from '../../../../electron/directory/ldap/entry-values.ts'
import { codeOf } from '../in-memory-directory.ts'

const key = '00000000-0000-4000-8000-000000000001'
const of = (more: Readonly<Record<string, string | string[]>>): LdapEntry => ({
  dn: 'CN=Sales,DC=test',
  objectGUID: bytesOfGuid(key) as Buffer,
  ...more,
})
const guid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** The groups of a server that answers the first search with a group, and each further one with what the test says. */
function groupsOf(first: LdapEntry, rest: (asked: string) => LdapEntry | undefined) {
  const session = {
    pages: async function* () {
      yield [first]
    },
    search: async (_: string, { attributes = [] }: { attributes?: string[] }) => {
      const found = rest(attributes[1] ?? '')
      return found === undefined ? [] : [found]
    },
  } as unknown as Session
  const ldap = { stream: (work: (one: Session) => unknown) => work(session) } as unknown as Ldap
  return createActiveDirectoryGroups(ldap, 'DC=test')
}

async function membersOf(groups: ReturnType<typeof groupsOf>): Promise<readonly string[]> {
  const found: string[] = []
  for await (const { group, members } of groups.members([key])) {
    expect(group).toBe(key)
    found.push(...members)
  }
  return found
}

it('people of a group come in ranges of any length, and names without a key are nobody', async () => {
  const first = of({ 'Member;Range=0-1': [`<GUID=${guid(2).toUpperCase()}>;CN=A,DC=test`, 'CN=B,DC=test'], member: [] })
  const asked: string[] = []
  const groups = groupsOf(first, (range) => {
    asked.push(range)
    return asked.length === 1
      ? of({ 'member;range=2-2': `<GUID=${guid(3)}>;<SID=x>;CN=C` })
      : of({ 'member;range=3-*': [`<GUID=${guid(4)}>;CN=D`, '<GUID=not-a-key>;CN=E'] })
  })
  expect(await membersOf(groups)).toEqual([guid(2), guid(3), guid(4)])
  expect(asked).toEqual(['member;range=2-1501', 'member;range=3-1502'])
})

it.each<[string, (asked: string) => LdapEntry | undefined]>([
  ['says the same range again and again', () => of({ 'member;range=0-1': ['x', 'y'] })],
  ['has lost the group meanwhile', () => undefined],
])('a reading is given up, and is not taken for the whole, where the server %s', async (_, rest) => {
  const groups = groupsOf(of({ 'member;range=0-1': ['x', 'y'] }), rest)
  expect(await codeOf(membersOf(groups))).toBe('DIRECTORY_UNREACHABLE')
})

it('a server whose ranges never end is given up with the reason', async () => {
  const groups = groupsOf(of({ 'member;range=0-1': ['x', 'y'] }), (range) => {
    const from = Number(/=(\d+)/.exec(range)?.[1])
    return of({ [`member;range=${from}-${from + 99_999}`]: ['x'] })
  })
  await expect(membersOf(groups)).rejects.toMatchObject({ data: { reason: 'tooManyGroups' } })
})

it.each<[Readonly<Record<string, string | string[]>>, readonly string[], number | null]>([
  [{ member: ['a', 'b'] }, ['a', 'b'], null],
  [{ 'member;range=0-*': 'a' }, ['a'], null],
  [{ 'member;range=0-1499': ['a', 'b'] }, ['a', 'b'], 1500],
  [{ 'member;range=0-4294967294': [] }, [], null],
  [{ 'member;range=x-1': ['a'] }, [], null],
  [{}, [], null],
])('the range in %j is read to its end', (attributes, values, next) => {
  expect(rangeOf(of(attributes), 'member')).toEqual({ values, next })
})

it('groups that the system has made are left out: nobody is put into them to say where they belong', async () => {
  const named = async (sid: Buffer | null, groupType: string) => {
    const groups = groupsOf({ ...of({ cn: 'Sales', groupType }), ...(sid && { objectSid: sid }) }, () => undefined)
    const found: string[] = []
    for await (const page of groups.list()) found.push(...page.map(({ name }) => name))
    return found
  }
  const sid = (number: number) => {
    const bytes = Buffer.alloc(28)
    bytes.set([1, 5, 0, 0, 0, 0, 0, 5])
    bytes.writeUInt32LE(21, 8)
    bytes.writeUInt32LE(number, 24)
    return bytes
  }
  // Domain Users, the last that a system makes, the first that people make, and one whose number must not be read.
  expect(await named(sid(513), '-2147483646')).toEqual([])
  expect(await named(sid(999), '-2147483646')).toEqual([])
  expect(await named(sid(1000), '-2147483646')).toEqual(['Sales'])
  expect(await named(null, '-2147483646')).toEqual(['Sales'])
  expect(await named(sid(1101), '-2147483643')).toEqual([])
})
