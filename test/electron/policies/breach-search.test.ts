import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BreachReader, inspectBreaches, searchBreaches } from '../../../electron/policies/breach-search.ts'
import {
  evenSpread,
  unevenSpread,
  virtualBreaches,
  virtualCount,
  virtualHash,
  virtualLines,
} from '../../support/virtual-breaches.ts'

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase()
const reader = (text: string): BreachReader => {
  const bytes = Buffer.from(text, 'latin1')
  return { size: bytes.length, read: async (position, length) => bytes.subarray(position, position + length) }
}

function hashes(count: number, name = 'made-up'): readonly string[] {
  return Array.from({ length: count }, (_, index) => sha1(`${name} ${index}`)).sort()
}

const list = (lines: readonly string[], newline = '\r\n') =>
  lines.map((hash, index) => `${hash}:${(index * 7919) % 3001 || 5}${newline}`).join('')
const notChecked = (reason: string) => ({ state: 'notChecked', reason })

describe('a list of 40 GB', () => {
  test.each([
    ['evenly spread', evenSpread],
    ['as uneven as chance has it', unevenSpread],
    ['crowded at its end', (share: number) => (share + share ** 2 + share ** 8) / 3],
    ['nearly all in one corner', (share: number) => (share < 0.96 ? share / 40 : 0.024 + (share - 0.96) * 24.4)],
    ['in steps', (share: number) => share + Math.sin(share * 200 * Math.PI) / 700],
  ])('that is %s takes few reads', async (name, warp) => {
    const { reader: large, takeReads } = virtualBreaches(warp)
    const taken: number[] = []
    for (let run = 0; run < 60; run += 1) {
      const index = Math.floor((randomBytes(4).readUInt32BE() / 2 ** 32) * virtualLines)
      const answer = await searchBreaches(large, virtualHash(index, warp))
      expect(answer).toEqual({ state: 'found', count: virtualCount(index) })
      taken.push(takeReads())
      expect(await searchBreaches(large, randomBytes(20).toString('hex').toUpperCase())).toEqual({ state: 'notFound' })
      taken.push(takeReads())
    }
    const mean = taken.reduce((sum, one) => sum + one, 0) / taken.length
    console.log(`40 GB ${name}: ${mean.toFixed(1)} reads on average, ${Math.max(...taken)} at most`)
    expect(Math.max(...taken)).toBeLessThanOrEqual(40)
    expect(await inspectBreaches(large)).toBeUndefined()
  })

  test('finds its first and last lines', async () => {
    const { reader: large } = virtualBreaches(evenSpread)
    for (const index of [0, 1, 181, 182, 183, virtualLines - 200, virtualLines - 182, virtualLines - 1])
      expect((await searchBreaches(large, virtualHash(index, evenSpread))).state).toBe('found')
  })
})

describe('a sound list', () => {
  test.each([1, 2, 3, 63, 150, 180, 185, 300, 370, 2000])(
    'of %d lines knows all its hashes and no other',
    async (count) => {
      const all = hashes(count)
      for (const newline of ['\r\n', '\n'])
        for (const text of [
          list(all, newline),
          list(all, newline).trimEnd(),
          list(all, newline).toLowerCase(),
          `\u00ef\u00bb\u00bf${list(all, newline)}`,
        ]) {
          const source = reader(text)
          expect(await inspectBreaches(source)).toBeUndefined()
          for (const [index, hash] of all.entries()) {
            if (index % Math.ceil(count / 50) > 0 && index < count - 2) continue
            expect(await searchBreaches(source, hash)).toEqual({ state: 'found', count: (index * 7919) % 3001 || 5 })
          }
          for (const other of ['0'.repeat(40), 'F'.repeat(40), ...hashes(20, 'other')])
            expect(await searchBreaches(source, other)).toEqual({ state: 'notFound' })
        }
    },
  )

  test('agrees with a set, for lists of any length', async () => {
    const whole = fc.record({
      count: fc.integer({ min: 1, max: 1500 }),
      name: fc.string({ maxLength: 5 }),
      at: fc.nat(2000),
    })
    await fc.assert(
      fc.asyncProperty(whole, async ({ count, name, at }) => {
        const hash = sha1(`${name} ${at}`)
        const isIn = at < count
        expect((await searchBreaches(reader(list(hashes(count, name))), hash)).state).toBe(isIn ? 'found' : 'notFound')
      }),
      { numRuns: 60 },
    )
  })

  test('may have a count of 0, which its server adds as padding', async () => {
    const text = `${sha1('a')}:0\n`
    expect(await searchBreaches(reader(text), sha1('a'))).toEqual({ state: 'notFound' })
  })
})

describe('a list that is not sound', () => {
  const all = hashes(3000)
  const good = list(all)
  const half = Math.floor(good.length / 2)
  const at = (line: number) => good.indexOf(all[line] as string)
  const spoiled = (from: number, what: string) => good.slice(0, from) + what + good.slice(from + what.length)

  test.each([
    ['is cut off in a hash', good.slice(0, -20), 'truncated'],
    ['is cut off in a line break', good.slice(0, -1), 'truncated'],
    ['is cut off between two lines', good.slice(0, at(1500)), 'truncated'],
    ['lacks its beginning', good.slice(at(900)), 'truncated'],
    ['has its end not written yet', good.slice(0, half) + '\0'.repeat(half), 'truncated'],
    ['has its beginning not written yet', '\0'.repeat(half) + good.slice(half), 'truncated'],
    ['is ordered by count', list([...all].sort((a, b) => (sha1(a) < sha1(b) ? -1 : 1))), 'unsorted'],
    ['runs backwards', list([...all].reverse()), 'unsorted'],
    ['has its halves swapped', good.slice(at(1500)) + good.slice(0, at(1500)), 'unsorted'],
    ['is of NTLM hashes', list(all.map((hash) => hash.slice(8))), 'unreadable'],
    ['has no counts', all.join('\r\n'), 'unreadable'],
    ['is UTF-16', Buffer.from(good, 'utf16le').toString('latin1'), 'unreadable'],
    ['is a picture', randomBytes(100_000).toString('latin1').replaceAll('\0', 'x'), 'unreadable'],
    ['is one long line', 'A'.repeat(100_000), 'unreadable'],
    ['is blank', '\r\n'.repeat(50_000), 'unreadable'],
  ])('because it %s is known at once', async (_, text, reason) => {
    const source = reader(text)
    const missing = sha1('not in it')
    expect(await searchBreaches(source, missing)).toEqual(notChecked(reason))
    expect(await inspectBreaches(source)).toBe(reason)
  })

  test.each([
    ['other text', spoiled(half, 'xxxx\r\nyyyyy\r\n'), 'unreadable'],
    ['a hole', spoiled(half - 40, '\0'.repeat(80)), 'truncated'],
    [
      'a line out of order',
      good.slice(0, at(1455)) + good.slice(at(1500), at(1501)) + good.slice(at(1455)),
      'unsorted',
    ],
    ['missing lines', good.slice(0, at(1400)) + good.slice(at(1500)), 'truncated'],
  ])('in the middle, by %s, is known where the search meets it', async (_, text, reason) => {
    const source = reader(text)
    const near = (all[1450] as string).slice(0, 39)
    const missing = all[1450]?.endsWith('0') ? `${near}1` : `${near}0`
    expect(await searchBreaches(source, missing)).toEqual(notChecked(reason))
    expect(await inspectBreaches(source)).toBe(reason)
  })

  test('still finds the hashes that it has', async () => {
    for (const text of [good.slice(0, -20), good.slice(0, at(2990)), good.slice(at(1)), `${good}x`])
      expect((await searchBreaches(reader(text), all[1700] as string)).state).toBe('found')
  })

  test('never answers that a hash which it has is not there, however it is spoiled', async () => {
    const spoil = fc.record({
      from: fc.nat(good.length),
      length: fc.nat(400),
      line: fc.nat(2999),
      by: fc.constantFrom('', 'x', '\0', '\n', 'F'),
    })
    await fc.assert(
      fc.asyncProperty(spoil, async ({ from, length, line, by }) => {
        const text = good.slice(0, from) + by.repeat(length) + good.slice(from + length)
        const hash = all[line] as string
        const isThere = text.includes(`\n${hash}:`)
        const answer = await searchBreaches(reader(text), hash)
        if (isThere) expect(answer.state).not.toBe('notFound')
      }),
      { numRuns: 150 },
    )
  })

  test('that ends while it is read is truncated', async () => {
    const short = { size: good.length, read: async () => Buffer.from(good.slice(0, 100)) }
    expect(await searchBreaches(short, sha1('x'))).toEqual(notChecked('truncated'))
  })
})
