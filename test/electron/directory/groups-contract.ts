import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DirectoryGroup, DirectoryGroups, DirectoryKey } from '../../../electron/directory/directory.ts'

/** A directory with its groups, and how groups are made there. */
export type OpenedGroups = {
  readonly groups: DirectoryGroups
  /** Adds somebody, and answers their key and what names them in a group. */
  readonly add: (name: string) => Promise<{ readonly key: DirectoryKey; readonly dn: string }>
  /** Adds many at once. */
  readonly addMany: (count: number) => Promise<readonly string[]>
  /** Makes a group of what is named like that. */
  readonly make: (name: string, members: readonly string[]) => Promise<string>
  readonly change: (dn: string, kind: 'add' | 'delete', member: string) => Promise<void>
  readonly rename: (dn: string, name: string) => Promise<string>
  readonly remove: (dn: string) => Promise<void>
  /** False for a server whose groups must name somebody. */
  readonly canBeEmpty: boolean
  readonly close: () => Promise<void>
}

/** What the groups of every directory keep. */
export function describeGroups(name: string, fault: string | null, open: () => Promise<OpenedGroups>): void {
  describe.skipIf(fault !== null)(`the groups of ${name}${fault === null ? '' : ` (${fault})`}`, () => {
    let opened: OpenedGroups
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened?.close())

    async function listed(): Promise<ReadonlyMap<string, DirectoryGroup>> {
      const found = new Map<string, DirectoryGroup>()
      for await (const page of opened.groups.list()) for (const group of page) found.set(group.name, group)
      return found
    }
    async function membersOf(...names: readonly string[]): Promise<readonly (readonly string[])[]> {
      const all = await listed()
      const keys = names.map((one) => all.get(one)?.key ?? '')
      const members = new Map<string, string[]>(keys.map((key) => [key, []]))
      for await (const part of opened.groups.members(keys)) members.get(part.group)?.push(...part.members)
      return keys.map((key) => members.get(key)?.toSorted() ?? [])
    }

    it('name the people and the groups that are directly in them, by their keys', async () => {
      const [anna, bo] = [await opened.add('anna'), await opened.add('Bo, "B" + C#')]
      const inner = await opened.make('Inner', [bo.dn])
      await opened.make('Outer, “the other”', [anna.dn, inner])
      const all = await listed()
      const [ofInner, ofOuter] = await membersOf('Inner', 'Outer, “the other”')
      expect(ofInner).toEqual([bo.key])
      expect(ofOuter).toEqual([anna.key, all.get('Inner')?.key].toSorted())
    })

    it('have another version after every change, and keep their keys', async () => {
      const [anna, bo] = [await opened.add('anna2'), await opened.add('bo2')]
      const dn = await opened.make('Sales', [anna.dn])
      const before = (await listed()).get('Sales')
      await opened.change(dn, 'add', bo.dn)
      const more = (await listed()).get('Sales')
      expect(more?.key).toBe(before?.key)
      expect(more?.version).not.toBe(before?.version)
      expect(await membersOf('Sales')).toEqual([[anna.key, bo.key].toSorted()])
      await opened.change(dn, 'delete', anna.dn)
      expect(await membersOf('Sales')).toEqual([[bo.key]])
      const renamed = await opened.rename(dn, 'Shops')
      const after = (await listed()).get('Shops')
      expect(after?.key).toBe(before?.key)
      expect((await listed()).has('Sales')).toBe(false)
      await opened.remove(renamed)
      expect((await listed()).has('Shops')).toBe(false)
    })

    it('without anybody are there, and those that are asked for and are not leave no trace', async () => {
      if (opened.canBeEmpty) {
        await opened.make('Empty', [])
        expect(await membersOf('Empty')).toEqual([[]])
      }
      const parts: unknown[] = []
      for (const keys of [[], ['*'], ['nobody', '(|(cn=*))']])
        for await (const part of opened.groups.members(keys)) parts.push(part)
      expect(parts).toEqual([])
    })

    it('of more people than a server gives at once are read to the end', { tags: 'long' }, async () => {
      const names = await opened.addMany(1600)
      await opened.make('Many', names)
      const [members = []] = await membersOf('Many')
      expect(new Set(members).size).toBe(1600)
    })
  })
}
