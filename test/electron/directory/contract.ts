import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Directory, DirectoryKey, Entry, Receipt } from '../../../electron/directory/directory.ts'
import { isDomainError } from '../../../shared/errors.ts'

/** A directory with somebody in it, and how its writes become durable. */
export type Opened = {
  readonly directory: Directory
  /** Adds somebody whose password is `first`. */
  readonly add: (first: string) => Promise<DirectoryKey>
  /** Somebody without a password. */
  readonly addWithout: () => Promise<DirectoryKey>
  /** A key that nobody has, of the directory's own kind. */
  readonly nobodysKey: DirectoryKey
  /** False for a directory that can't make anybody change a password. */
  readonly canRequireChange?: boolean
  /** True for a directory that takes no password which looks like a hash, because it could not tell it from one. */
  readonly refusesHashes?: boolean
  /** True for a directory that counts every write to somebody as another password, because nothing tells it apart. */
  readonly countsEveryWrite?: boolean
  /** The directory's own clock, milliseconds UTC, where it is not that of the machine. */
  readonly now?: () => number
  readonly commit: (receipt: Receipt, mustChange: boolean) => void
  readonly close: () => Promise<void>
}

const [first, second] = ['Blue-Harbour-42-lamp', 'Green-Meadow-17-desk']
const hostileKeys = [
  '',
  '*',
  '*)(uid=*',
  '(|(uid=*))',
  "' OR 1=1 --",
  '\u0000',
  '../../etc/passwd',
  '-1',
  '1e9',
  'x'.repeat(10_000),
]
const oddPasswords = [
  'Blåbærgrød-på-69-øer',
  'Pass"word\'with`quotes\\and{braces}',
  'Tab\tand  two spaces 7A',
  '\u{1F511}-key-Key-77-\u{1F6AA}',
  `Long-${'aB3-'.repeat(60)}`,
  '{SSHA}bm90IGEgaGFzaCBhdCBhbGw=',
  '=cmd|calc!A1-Xy',
]

/** What every directory keeps, whatever it is made of. */
export function describeDirectory(name: string, open: () => Promise<Opened>): void {
  describe(`a directory, ${name}`, () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened?.close())
    const reset = async (key: DirectoryKey, password: string, mustChange = false) => {
      const receipt = await opened.directory.reset(key, { password, mustChange })
      opened.commit(receipt, mustChange)
      return receipt
    }
    const kindOf = async (key: DirectoryKey | null, password: string) =>
      (await opened.directory.verify(key, password)).kind
    /** Some directories count versions by the second. */
    const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1050 - (Date.now() % 1000)))

    /** What a directory can't do it refuses before it has written anything. */
    async function staysAsItIs(key: DirectoryKey, work: (password: string) => Promise<unknown>): Promise<void> {
      const before = await opened.directory.read(key)
      await expect(work(second)).rejects.toMatchObject({ code: 'DIRECTORY_REFUSED', data: { reason: 'noMustChange' } })
      expect(await opened.directory.read(key)).toEqual(before)
      expect(await kindOf(key, first)).toBe('right')
    }

    it('tells the right password from a wrong one, and which it was', async () => {
      const key = await opened.add(first)
      const entry = await opened.directory.read(key)
      expect(await opened.directory.verify(key, first)).toEqual({ kind: 'right', version: entry?.version })
      expect(await kindOf(key, second)).toBe('wrong')
      expect(await kindOf(key, first.toLowerCase())).toBe('wrong')
    })

    it('takes no empty password, which a directory may take for nobody', async () => {
      const key = await opened.add(first)
      expect(await kindOf(key, '')).toBe('wrong')
      expect(await kindOf(null, '')).toBe('wrong')
    })

    it('answers null for somebody who does not exist, on verifying and on reading', async () => {
      expect(await kindOf(null, first)).toBe('wrong')
      expect(await kindOf(opened.nobodysKey, first)).toBe('wrong')
      expect(await opened.directory.read(opened.nobodysKey)).toBe(null)
    })

    it.each(hostileKeys.map((key) => [key.slice(0, 20), key]))(
      'finds nobody under a key like %j',
      async (_, key = '') => {
        await opened.add(first)
        expect(await opened.directory.read(key)).toBe(null)
        expect(await kindOf(key, first)).toBe('wrong')
      },
    )

    it('gives a new password that is the only one, under another version', async () => {
      const key = await opened.add(first)
      const before = await opened.directory.read(key)
      await nextSecond()
      const receipt = await reset(key, second)
      const after = await opened.directory.read(key)
      expect(await kindOf(key, second)).toBe('right')
      expect(await kindOf(key, first)).toBe('wrong')
      expect(after?.version).toBe(receipt.version)
      expect(after?.version).not.toBe(before?.version)
      expect(after?.password).toMatchObject({ isSet: true, mustChange: false })
      // Some directories don't say when, so that it is known of Keydesk's own writes alone.
      expect([receipt.changedAt, null]).toContain(after?.password.changedAt)
      expect(Math.abs(receipt.changedAt - (opened.now?.() ?? Date.now()))).toBeLessThan(60_000)
      expect({ ...after, version: null, password: null }).toEqual({ ...before, version: null, password: null })
    })

    it('makes somebody change a temporary password, until the next one is their own', async () => {
      const key = await opened.add(first)
      if (opened.canRequireChange === false) return staysAsItIs(key, (password) => reset(key, password, true))
      await reset(key, second, true)
      expect((await opened.directory.read(key))?.password.mustChange).toBe(true)
      await reset(key, first, false)
      expect((await opened.directory.read(key))?.password.mustChange).toBe(false)
    })

    it('requires a change without another password', async () => {
      const key = await opened.add(first)
      if (opened.canRequireChange === false) return staysAsItIs(key, () => opened.directory.requireChange(key))
      opened.commit(await opened.directory.requireChange(key), true)
      expect((await opened.directory.read(key))?.password).toMatchObject({ isSet: true, mustChange: true })
      expect(['right', 'mustChange']).toContain(await kindOf(key, first))
    })

    it('knows somebody without a password, and lets them have one', async () => {
      const key = await opened.addWithout()
      expect(await opened.directory.read(key)).toMatchObject({ version: null, password: { isSet: false } })
      expect(await kindOf(key, first)).toBe('wrong')
      await reset(key, first)
      expect(await kindOf(key, first)).toBe('right')
    })

    it.each(oddPasswords.map((password) => [password.slice(0, 30), password]))(
      'keeps all of %j',
      async (_, password = '') => {
        const key = await opened.add(first)
        if (opened.refusesHashes === true && password.startsWith('{')) {
          await expect(reset(key, password)).rejects.toMatchObject({ code: 'DIRECTORY_REFUSED' })
          return expect(await kindOf(key, first)).toBe('right')
        }
        await reset(key, password)
        expect(await kindOf(key, password)).toBe('right')
        expect(await kindOf(key, `${password} `)).toBe('wrong')
        expect(await kindOf(key, password.slice(0, -1))).toBe('wrong')
      },
    )

    it('changes one person and nobody else', async () => {
      const [one, other] = [await opened.add(first), await opened.add(first)]
      const before = await opened.directory.read(other)
      await reset(one, second)
      expect(await opened.directory.read(other)).toEqual(before)
      expect(await kindOf(other, first)).toBe('right')
    })

    it('refuses with NOT_FOUND to write for somebody who does not exist', async () => {
      const tried = opened.directory.reset(opened.nobodysKey, { password: second, mustChange: false })
      await expect(tried.then((receipt) => opened.commit(receipt, false))).rejects.toSatisfy((error) =>
        isDomainError(error, 'NOT_FOUND'),
      )
      const required = opened.directory.requireChange(opened.nobodysKey)
      await expect(required.then((receipt) => opened.commit(receipt, true))).rejects.toSatisfy((error) =>
        isDomainError(error, 'NOT_FOUND'),
      )
    })

    it('changes what it is asked to of somebody, and nothing else', async () => {
      const { editable, edit, read } = opened.directory
      if (editable === undefined || edit === undefined) return expect(opened.directory.kind).toBe('builtIn')
      const key = await opened.add(first)
      const before = (await read(key)) as Entry
      const { fields } = await editable(key)
      expect([fields.displayName, fields.alternateEmail, fields.mobilePhone, fields.lastName]).toEqual([
        null,
        null,
        null,
        null,
      ])
      await edit(key, [
        { field: 'displayName', seen: before.displayName, to: 'Søren Ærø' },
        { field: 'alternateEmail', seen: before.contact.alternateEmail, to: 'soeren@example.com' },
        { field: 'mobilePhone', seen: '', to: '+45 12 34 56 78' },
        { field: 'jobTitle', seen: '', to: 'Bådfører, 1. klasse' },
      ])
      const contact = {
        ...before.contact,
        alternateEmail: 'soeren@example.com',
        mobilePhone: '+45 12 34 56 78',
        jobTitle: 'Bådfører, 1. klasse',
      }
      const version = opened.countsEveryWrite === true ? expect.anything() : before.version
      expect(await read(key)).toEqual({ ...before, version, displayName: 'Søren Ærø', contact })
      await edit(key, [
        { field: 'mobilePhone', seen: '+45 12 34 56 78', to: '' },
        { field: 'jobTitle', seen: 'Bådfører, 1. klasse', to: 'bådfører, 1. klasse' },
      ])
      expect((await read(key))?.contact).toMatchObject({ mobilePhone: '', jobTitle: 'bådfører, 1. klasse' })
      expect(await kindOf(key, first)).toBe('right')
    })

    it('finds out what can be changed without changing anything', async () => {
      const { editable, read } = opened.directory
      if (editable === undefined) return expect(opened.directory.kind).toBe('builtIn')
      const key = await opened.add(first)
      const before = await read(key)
      await editable(key)
      expect(await read(key)).toEqual(before)
      await expect(editable(opened.nobodysKey)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('changes no value that somebody else has written meanwhile, and says which field is now what', async () => {
      const { edit, read } = opened.directory
      if (edit === undefined) return expect(opened.directory.kind).toBe('builtIn')
      const key = await opened.add(first)
      const seen = (await read(key))?.contact.alternateEmail ?? ''
      await edit(key, [{ field: 'alternateEmail', seen, to: 'one@example.com' }])
      const both = edit(key, [
        { field: 'jobTitle', seen: '', to: 'Captain' },
        { field: 'alternateEmail', seen, to: 'two@example.com' },
      ])
      const conflict = { code: 'DIRECTORY_CONFLICT', data: { field: 'alternateEmail', now: 'one@example.com' } }
      await expect(both).rejects.toMatchObject(conflict)
      expect((await read(key))?.contact).toMatchObject({ alternateEmail: 'one@example.com', jobTitle: '' })
      // Whoever wrote the very same has not been overwritten.
      await edit(key, [{ field: 'alternateEmail', seen, to: 'one@example.com' }])
      await expect(edit(opened.nobodysKey, [])).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it.each([
      ['of a value', 'alternateEmail', 'example.com'],
      ['of an empty field', 'mobilePhone', ''],
    ] as const)('lets one of two desks win that change the same %s at the same moment', async (_, field, domain) => {
      const { edit, read } = opened.directory
      if (edit === undefined) return expect(opened.directory.kind).toBe('builtIn')
      for (let round = 0; round < 8; round += 1) {
        const key = await opened.add(first)
        const seen = (await read(key))?.contact[field] ?? ''
        const values = [1, 2].map((desk) => (domain === '' ? `+45 ${desk}${round}` : `${desk}${round}@${domain}`))
        const ends = await Promise.allSettled(values.map((to) => edit(key, [{ field, seen, to }])))
        const won = values.filter((_, at) => ends[at]?.status === 'fulfilled')
        const refusals = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
        for (const error of refusals) expect(error).toMatchObject({ code: 'DIRECTORY_CONFLICT', data: { field } })
        // Where a server takes both, both are taken back.
        expect([0, 1]).toContain(won.length)
        const now = (await read(key))?.contact[field]
        expect(now).toBe(won.length === 1 ? won[0] : '')
        if (seen !== '') expect(won.length).toBe(1)
      }
    })

    it('keeps a password from expiring and lets it again, or says before that it can’t', async () => {
      const { editable, setNeverExpires, read } = opened.directory
      if (editable === undefined) return expect(opened.directory.kind).toBe('builtIn')
      const key = await opened.add(first)
      if (setNeverExpires === undefined) return expect((await editable(key)).neverExpires).toBe('impossible')
      expect((await editable(key)).neverExpires).toBe(null)
      const before = await read(key)
      await setNeverExpires(key, true)
      expect((await read(key))?.password).toMatchObject({ neverExpires: true, expiresAt: null, isMustChangeVoid: true })
      await setNeverExpires(key, true)
      await setNeverExpires(key, false)
      expect(await read(key)).toEqual(before)
      await expect(setNeverExpires(opened.nobodysKey, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    it('remembers earlier passwords, where it leaves the judgement to Keydesk', async () => {
      const { earlier } = opened.directory
      if (earlier === undefined) return expect(opened.directory.kind).not.toBe('builtIn')
      const key = await opened.add(first)
      await reset(key, second)
      const everything = { count: 24, since: 0 }
      expect(await earlier(key, second, everything)).toBe('current')
      expect(await earlier(key, first, everything)).toBe('earlier')
      expect(await earlier(key, 'Never-had-55-lamps', everything)).toBe(null)
      expect(await earlier(key, first, { count: 0, since: 0 })).toBe(null)
    })
  })
}
