import { createHash } from 'node:crypto'
import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { addPerson, setUp, temporaryFolder } from '../../support/test-services.ts'

const leaked = 'Leaked-Harbour-77-lamp'
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase()
const lines = [leaked, ...Array.from({ length: 2000 }, (_, at) => `other ${at}`)]
  .map((text) => `${sha1(text)}:7`)
  .sort()
const whole = `${lines.join('\r\n')}\r\n`

it('a breach file that is unsorted, cut off, no file or gone is reported as not checked, and no password is refused for it', async () => {
  const path = join(temporaryFolder(), 'pwned.txt')
  const { services, owner } = await setUp()
  writeFileSync(path, whole)
  const protection = { ...defaultPolicies.protection, breachFile: path }
  await services.policies.save({ ...defaultPolicies, protection }, owner)
  const { id } = await addPerson(services, owner)
  const reset = async (password: string) =>
    services.passwords.reset({ userId: id, choice: { kind: 'typed', password }, mustChange: true }, owner)
  await expect(reset(leaked)).rejects.toMatchObject({ data: { rules: ['breached'] } })

  const spoiling = [
    ['unsorted', () => writeFileSync(path, `${[...lines].reverse().join('\r\n')}\r\n`)],
    ['truncated', () => writeFileSync(path, whole.slice(0, 60_007))],
    ['unreadable', () => writeFileSync(path, 'no list at all\n'.repeat(1000))],
    ['truncated', () => writeFileSync(path, '')],
    ['notAFile', () => [rmSync(path), mkdirSync(path)]],
    ['missing', () => rmdirSync(path)],
  ] as const
  for (const [at, [reason, spoil]] of spoiling.entries()) {
    spoil()
    const tried = await services.policies.tryPassword({ password: 'Quiet-River-7-stone', policies: null }, owner)
    expect(tried.breaches, `${at}`).toEqual({ state: 'notChecked', reason })
    expect((await services.policies.get({}, owner)).breachFile).toEqual({ state: 'unusable', reason })
    await reset(`Quiet-River-${at}-stone`)
  }
  writeFileSync(path, whole)
  expect((await services.policies.get({}, owner)).breachFile).toMatchObject({ state: 'ready' })
  await expect(reset(leaked)).rejects.toMatchObject({ data: { rules: ['breached'] } })
})
