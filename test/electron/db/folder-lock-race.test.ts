// @module-tag long
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { ended, startFile } from '../../support/build-script.ts'
import { temporaryFolder } from '../../support/test-services.ts'

it('of two that take a folder in the same moment exactly one gets it, whether it is new or was used before', async () => {
  const [root, rounds] = [temporaryFolder(), 16]
  // Every other folder has the lock file of an earlier process.
  for (let round = 0; round < rounds; round += 2) {
    mkdirSync(join(root, String(round)))
    writeFileSync(join(root, String(round), 'keydesk.lock'), '')
  }
  const begin = String(Date.now() + 3000)
  const children = ['one', 'other'].map(() => startFile('test/support/lock-child.ts', [root, begin, String(rounds)]))
  const ends = children.map((child) => ended(child, null))
  const said = children.map(async (child) => {
    let text = ''
    for await (const part of child.stdout as Readable) {
      text += part
      if (text.length >= rounds) break
    }
    return text
  })
  const [one = '', other = ''] = await Promise.all(said)
  for (const child of children) child.stdin?.end()
  for (const { err } of await Promise.all(ends)) expect(err).toBe('')
  const holders = Array.from({ length: rounds }, (_, round) => Number(one[round]) + Number(other[round]))
  expect(holders).toEqual(Array(rounds).fill(1))
})
