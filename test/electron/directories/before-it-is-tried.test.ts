import { describe, expect, it } from 'vitest'
import type { UserId } from '../../../shared/ids.ts'
import { noDirectoryRules } from '../../../shared/rules/directory/directory-rules.ts'
import { noFilter } from '../../../shared/users.ts'
import { entry, pretendOffice } from './pretend-directory.ts'

const everybody = { kind: 'matching', query: { search: '', filter: noFilter }, except: [] } as const
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const

async function officeWith(...people: readonly ReturnType<typeof entry>[]) {
  const desk = await pretendOffice()
  for (const one of people) desk.office.put(one)
  await desk.office.look()
  const idOf = (name: string) => desk.services.users.idOf(name) as UserId
  const policyOf = async (name: string) => desk.services.passwords.policy({ userId: idOf(name) }, desk.owner)
  return { ...desk, idOf, policyOf }
}

describe('before a reset of somebody of a directory', () => {
  it('the screen is told the rules, whether a change can be required, and whether the person is locked there', async () => {
    const locked = entry('bo', { lock: { until: null } })
    const never = entry('cilla', { password: { neverExpires: true, isMustChangeVoid: true } })
    const { office, policyOf } = await officeWith(entry('anna'), locked, never)
    const rules = { ...noDirectoryRules, minimumLength: 14 }
    office.state.rules = rules
    expect(await policyOf('anna')).toMatchObject({
      directory: { rules, isAway: false },
      there: { requireChange: 'yes', isLocked: false },
    })
    expect(await policyOf('bo')).toMatchObject({ there: { isLocked: true } })
    expect(await policyOf('cilla')).toMatchObject({ there: { requireChange: 'neverExpires' } })
    office.state.abilities = { requireChange: false, lock: null, keepsHistory: null }
    expect(await policyOf('anna')).toMatchObject({ there: { requireChange: 'noPolicy' } })
    office.state.abilities = { requireChange: null, lock: null, keepsHistory: null }
    expect(await policyOf('anna')).toMatchObject({ there: { requireChange: 'unknown' } })
  })

  it('a directory that is away is said to be, and one that says nothing is not waited for', async () => {
    const { office, policyOf } = await officeWith(entry('anna'))
    office.state.isAway = true
    const away = await policyOf('anna')
    expect(away).toMatchObject({ directory: { rules: 'unknown', isAway: true } })
    expect(away).not.toHaveProperty('there')
    office.state.isAway = false
    office.state.silence = new Promise(() => {})
    expect(await policyOf('anna')).toMatchObject({ directory: { rules: 'unknown', isAway: true } })
  })

  it('people of Keydesk’s own have no directory in the answer', async () => {
    const { services, owner, ownerId } = await officeWith(entry('anna'))
    const own = await services.passwords.policy({ userId: ownerId }, owner)
    expect(own).not.toHaveProperty('directory')
    expect(own).not.toHaveProperty('there')
  })

  it('a style that the rules of the directory make impossible is refused, and the others keep them', async () => {
    const { office, services, owner, idOf } = await officeWith(entry('anna'))
    office.state.rules = { ...noDirectoryRules, minimumLength: 30 }
    const reset = (style: 'classic' | 'passphrase') =>
      services.passwords.reset({ userId: idOf('anna'), choice: { ...choice, style }, mustChange: false }, owner)
    await expect(reset('classic')).rejects.toMatchObject({ code: 'POLICY_IMPOSSIBLE', data: { rules: ['length'] } })
    await reset('passphrase')
    expect(office.passwords.get('anna')?.length).toBeGreaterThanOrEqual(30)
    const many = { selection: everybody, style: 'classic', language: 'en', mustChange: false } as const
    // The owner's own account is left out, so that nobody is left who could have it.
    await expect(services.passwords.resetMany(many, owner)).rejects.toMatchObject({ code: 'POLICY_IMPOSSIBLE' })
  })

  it('a typed password has to keep the rules of the directory in place of Keydesk’s own, and Keydesk’s where they are unknown', async () => {
    const { office, services, owner, idOf } = await officeWith(entry('anna'))
    const reset = async (password: string) => {
      const typed = { kind: 'typed', password } as const
      return services.passwords.reset({ userId: idOf('anna'), choice: typed, mustChange: false }, owner)
    }
    const broken = (rules: readonly string[]) => ({ code: 'POLICY_BROKEN', data: { rules } })
    await expect(reset('plain-zkqvwx-words')).rejects.toMatchObject(broken(['classes']))
    office.state.rules = { ...noDirectoryRules, minimumLength: 20, composition: { kind: 'threeOfFive' } }
    await expect(reset('7Zk-qVw-plain')).rejects.toMatchObject(broken(['bytes']))
    await reset('7Zk-qVw-plain-zkqvwx-words')
    expect(office.passwords.get('anna')).toBe('7Zk-qVw-plain-zkqvwx-words')
  })
})

describe('before many are reset or have to change', () => {
  it('it is counted how many a directory won’t make change, and a required change leaves them out', async () => {
    const { office, services, owner } = await officeWith(entry('anna'), entry('bo'))
    const preview = (action: 'reset' | 'requireChange') =>
      services.passwords.previewMany({ selection: everybody, action }, owner)
    expect(await preview('reset')).toMatchObject({ count: 2, cantRequire: { noPolicy: 0, neverExpires: 0 } })
    office.state.abilities = { requireChange: false, lock: false, keepsHistory: false }
    expect(await preview('reset')).toMatchObject({ count: 2, cantRequire: { noPolicy: 2, neverExpires: 0 } })
    const required = await preview('requireChange')
    expect(required.count).toBe(0)
    expect(required.excluded).toContainEqual(expect.objectContaining({ reason: 'cantRequire', count: 2 }))
    // Somebody who was not asked before is left out by the job.
    const ids = [...office.entries.keys()].map((name) => services.users.idOf(name) as UserId)
    const { jobId } = await services.passwords.requireChange({ selection: { kind: 'users', ids } }, owner)
    await services.jobs.finished(jobId)
    const { items } = await services.jobs.items({ id: jobId, outcome: null, offset: 0, limit: 5 }, owner)
    expect(items.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['skipped', 'cantRequire'],
      ['skipped', 'cantRequire'],
    ])
    office.state.isAway = true
    expect(await preview('requireChange')).toMatchObject({ count: 2 })
  })

  it('the rules are read once for each policy of a directory, whoever is asked for', async () => {
    const { createRulesCache } = await import('../../../electron/directory/ldap/rules-cache.ts')
    const clock = { now: 0 }
    const cache = createRulesCache<string>(() => clock.now)
    const read: string[] = []
    const ask = (policy: string) =>
      cache(policy, async () => {
        read.push(policy)
        if (policy === 'broken') throw new Error('away')
        return `rules of ${policy}`
      })
    await Promise.all(['a', 'b', 'a', 'a', 'b'].map(ask))
    expect(read).toEqual(['a', 'b'])
    await expect(ask('broken')).rejects.toThrow('away')
    await expect(ask('broken')).rejects.toThrow('away')
    clock.now = 60_000
    expect(await ask('a')).toBe('rules of a')
    expect(read).toEqual(['a', 'b', 'broken', 'broken', 'a'])
  })
})
