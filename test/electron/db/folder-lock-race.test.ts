import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runFile } from '../../support/build-script.ts'
import { temporaryFolder } from '../../support/test-services.ts'

it('of two that take a folder in the same moment exactly one gets it, whether it is new or was used before', async () => {
  const [root, rounds] = [temporaryFolder(), 16]
  // Every other folder has the lock file of an earlier process.
  for (let round = 0; round < rounds; round += 2) {
    mkdirSync(join(root, String(round)))
    writeFileSync(join(root, String(round), 'keydesk.lock'), '')
  }
  const begin = String(Date.now() + 3000)
  const run = () => runFile('test/support/lock-child.ts', [root, begin, String(rounds)])
  const [one, other] = await Promise.all([run(), run()])
  expect([one.err, other.err, one.out.length, other.out.length]).toEqual(['', '', rounds, rounds])
  const holders = Array.from({ length: rounds }, (_, round) => Number(one.out[round]) + Number(other.out[round]))
  expect(holders).toEqual(Array(rounds).fill(1))
})
