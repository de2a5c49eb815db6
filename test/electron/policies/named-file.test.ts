import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPause } from '../../../electron/db/pause.ts'
import { createBreachFile } from '../../../electron/policies/breach-file.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { brokenVerdicts, prepareTerms } from '../../../shared/rules/protection.ts'
import { setUp, signedInPerson, temporaryFolder } from '../../support/test-services.ts'

const leaked = 'Leaked-Harbour-77-lamp'

function listOf(passwords: readonly string[]): string {
  const path = join(temporaryFolder(), 'pwned.txt')
  const hashes = passwords.map((text) => createHash('sha1').update(text).digest('hex').toUpperCase())
  writeFileSync(
    path,
    hashes
      .sort()
      .map((hash) => `${hash}:7\r\n`)
      .join(''),
  )
  return path
}

const naming = (breachFile: string) => ({
  ...defaultPolicies,
  protection: { ...defaultPolicies.protection, breachFile },
})

describe('a file that somebody names', () => {
  it('is opened once it is saved by who may, and never for who only tries a password', async () => {
    const { services, owner } = await setUp()
    const reader = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const path = listOf([leaked])
    for (const call of [reader.call(), owner]) {
      const { breaches } = await services.policies.tryPassword({ password: leaked, policies: naming(path) }, call)
      expect(breaches).toEqual({ state: 'none' })
    }
    await services.policies.save(naming(path), owner)
    const [entry] = (
      await services.audit.list(
        { filter: { person: '', action: 'Set password policy.', from: null, until: null }, offset: 0, limit: 1 },
        owner,
      )
    ).entries
    expect(entry?.detail['protection.breachFile']).toContain(path)
    const tried = await services.policies.tryPassword(
      { password: leaked, policies: naming('/etc/hostname') },
      reader.call(),
    )
    expect(tried.breaches).toEqual({ state: 'found', count: 7 })
  })

  it.each(['\\\\host\\share\\pwned.txt', '//host/share/pwned.txt', '/dev/zero', 'pwned.txt'])(
    'is refused where it may lead off the machine or into a device: %s',
    async (path) => {
      const { services, owner } = await setUp()
      await expect((async () => services.policies.save(naming(path), owner))()).rejects.toMatchObject({
        code: 'FILE_NOT_LOCAL',
      })
      expect((await services.policies.get({}, owner)).policies.protection.breachFile).toBe(null)
      // Nor is one opened that an older Keydesk had saved.
      expect(await createBreachFile(path).describe()).toEqual({ state: 'unusable', reason: 'notAFile' })
    },
  )
})

it('twenty thousand long words are made ready in slices of far less than 50 ms', async () => {
  const ownTerms = Array.from(
    { length: 20_000 },
    (_, at) => `Ærøskøbing-${String(at).padStart(6, '0')}-${'løsen'.repeat(9)}`,
  )
  const policy = { ...defaultPolicies.protection, ownTerms }
  const slices: number[] = []
  const cpu = () => process.threadCpuUsage().user / 1000
  let since = cpu()
  const pause = createPause()
  await prepareTerms(policy, () => {
    const rest = pause()
    if (rest === null) return null
    slices.push(cpu() - since)
    return rest.then(() => {
      since = cpu()
    })
  })
  slices.push(cpu() - since)
  expect(slices.length).toBeGreaterThan(5)
  expect(Math.max(...slices)).toBeLessThan(50)
  since = cpu()
  const owner = { username: '', displayName: '', firstName: '', lastName: '' }
  expect(brokenVerdicts(`${ownTerms[777]}`, policy, owner).map(({ rule }) => rule)).toContain('banned')
  expect(cpu() - since).toBeLessThan(50)
})
