import { hash } from '@node-rs/argon2'
import { expect, it } from 'vitest'
import { createHasher, hashCost } from '../../../electron/passwords/hash.ts'

const password = 'Quiet-River-12-stone'
const pepper = Buffer.alloc(32, 7)
const hasher = createHasher({ pepper: () => pepper, limit: (work) => work() })

it('a hash of today is not outdated, and one made with less memory, fewer passes or another algorithm is', async () => {
  const made = (cost: Partial<typeof hashCost>) => hash(password, { ...hashCost, ...cost, secret: pepper })
  expect(hasher.isOutdated(await hasher.hash(password))).toBe(false)
  expect(hasher.isOutdated(await made({ memoryCost: hashCost.memoryCost - 1 }))).toBe(true)
  expect(hasher.isOutdated(await made({ timeCost: hashCost.timeCost - 1 }))).toBe(true)
  expect(hasher.isOutdated(await made({ algorithm: 1 }))).toBe(true)
})

it('a hash made with more memory and more passes than today’s is not outdated', async () => {
  const cost = { ...hashCost, memoryCost: hashCost.memoryCost + 8, timeCost: hashCost.timeCost + 1 }
  expect(hasher.isOutdated(await hash(password, { ...cost, secret: pepper }))).toBe(false)
})

it('nothing is the right password where what is stored is no hash', async () => {
  expect(await hasher.verify('no hash at all', password)).toBe(false)
  expect(await hasher.verify('', '')).toBe(false)
  expect(await hasher.verify(await hasher.hash(password), password)).toBe(true)
})
