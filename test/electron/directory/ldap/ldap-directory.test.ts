import { ResultCodeError } from 'ldapts'
import { describe, expect, it } from 'vitest'
import type { Ldap, Session } from '../../../../electron/directory/ldap/connection.ts'
import { refusalOf } from '../../../../electron/directory/ldap/refusal.ts'
import { createOpenLdap } from '../../../../electron/directory/open-ldap.ts'
import { DomainError, isDomainError } from '../../../../shared/errors.ts'
import { hasWrittenNothing } from '../../../../shared/rules/directory/directory-faults.ts'
import { pretendServer } from './pretend-server.ts'

const key = '11111111-1111-1111-1111-111111111111'

class Answered extends ResultCodeError {
  public constructor(code: number) {
    super(code, '')
  }
}

/** A server that has one person, does each write, and goes away after the first. */
function goesAway(): Ldap {
  let isWritten = false
  const session: Session = {
    search: async () => {
      if (isWritten) throw new DomainError('DIRECTORY_UNREACHABLE')
      return [{ dn: 'uid=anna,dc=test', entryUUID: key, uid: 'anna' }]
    },
    pages: async function* () {},
    modify: async () => {
      isWritten = true
    },
    extended: async () => {
      isWritten = true
      return {}
    },
  }
  return {
    asAccount: (work) => work(session),
    asSomebody: (_, _password, { work }) => work(session),
    stream: (work) => work(session),
    tryOnce: async () => {},
    close: () => {},
  }
}

describe('a write', () => {
  it('is not said to be undone where the server goes away after it', async () => {
    const directory = createOpenLdap({ ldap: goesAway(), base: 'dc=test' })
    const faults = await Promise.all([
      directory.reset(key, { password: 'any', mustChange: false }).catch((error) => error),
      createOpenLdap({ ldap: goesAway(), base: 'dc=test' })
        .change?.(key, 'old', 'new')
        .catch((error) => error),
    ])
    expect(faults.map(hasWrittenNothing)).toEqual([false, false])
    expect(faults.map(({ message }) => message)).toEqual(faults.map(() => 'What was written could not be read.'))
  })

  it.each([
    [10, 'DIRECTORY_NOT_ALLOWED'],
    [19, 'DIRECTORY_REFUSED'],
    [32, 'NOT_FOUND'],
    [50, 'DIRECTORY_NOT_ALLOWED'],
    [51, 'DIRECTORY_UNREACHABLE'],
    [52, 'DIRECTORY_UNREACHABLE'],
    [53, 'DIRECTORY_REFUSED'],
    [80, 'DIRECTORY_REFUSED'],
  ] as const)('that a server answers with result %i means %s', (code, meaning) => {
    expect(isDomainError(refusalOf(new Answered(code)), meaning)).toBe(true)
  })
})

describe('what is true of a whole server', () => {
  const anna = { dn: 'uid=anna,dc=test', entryUUID: key, uid: 'anna', modifyTimestamp: '20260601120000Z' }

  function asked() {
    const clock = { now: Date.UTC(2026, 5, 1, 12) }
    const { ldap, asked } = pretendServer({ people: [anna] })
    const directory = createOpenLdap({ ldap, base: 'dc=test', now: () => clock.now })
    const questions = () => asked.filter(({ base }) => base === '').length
    return { clock, directory, asked, questions }
  }

  it('is read at most once a minute, and again where the clock was set back by one', async () => {
    const { clock, directory, questions } = asked()
    await directory.read(key)
    clock.now += 59_999
    await directory.read(key)
    expect(questions()).toBe(1)
    clock.now += 1
    await directory.read(key)
    expect(questions()).toBe(2)
    clock.now -= 60_000
    await directory.read(key)
    expect(questions()).toBe(3)
  })

  it('is read again at once where an admin asks what the account may do', async () => {
    const { directory, questions } = asked()
    await directory.read(key)
    await directory.rights()
    // Once anew, and twice for what of people can be edited.
    expect(questions()).toBe(4)
  })

  it('is not remembered where it could not be read, and says that the server refused', async () => {
    const { ldap } = pretendServer({ people: [anna] })
    let isRefused = true
    const refusing: Ldap = {
      ...ldap,
      asAccount: (work) =>
        ldap.asAccount((session) =>
          work({
            ...session,
            search: (base, ...rest) =>
              base === '' && isRefused ? Promise.reject(new Answered(50)) : session.search(base, ...rest),
          }),
        ),
    }
    const directory = createOpenLdap({ ldap: refusing, base: 'dc=test' })
    const refused = { code: 'DIRECTORY_UNREACHABLE', data: { reason: 'refused' } }
    await expect(directory.read(key)).rejects.toMatchObject(refused)
    isRefused = false
    expect(await directory.read(key)).toMatchObject({ username: 'anna' })
  })
})

describe('a look at the differences', () => {
  it('begins five seconds before the last change that was seen, and never goes back', async () => {
    const stamped = (number: number, modifyTimestamp: string) => ({
      ...{ dn: `uid=p${number},dc=test`, uid: `p${number}`, modifyTimestamp },
      entryUUID: `11111111-1111-1111-1111-11111111111${number}`,
    })
    const people = [stamped(1, '20260601120000Z'), stamped(2, '20260601120030Z'), stamped(3, '20260601120010Z')]
    const { ldap, asked } = pretendServer({ people })
    const directory = createOpenLdap({ ldap, base: 'dc=test' })
    async function look(since: string | null) {
      const pages = directory.changes(since)
      for (;;) {
        const { done, value } = await pages.next()
        if (done) return { ...value, filter: asked.at(-1)?.filter ?? '' }
      }
    }
    const whole = await look(null)
    expect(whole).toMatchObject({
      cursor: expect.stringMatching(`^${Date.UTC(2026, 5, 1, 12, 0, 30)} `),
      isWhole: true,
    })
    expect(whole.filter).not.toContain('modifyTimestamp')
    const next = await look(whole.cursor)
    expect(next).toMatchObject({ cursor: whole.cursor, isWhole: false })
    expect(next.filter).toContain('(modifyTimestamp>=20260601120025Z)')
    expect((await look(String(Date.UTC(2027, 0, 1)))).cursor).toMatch(`${Date.UTC(2027, 0, 1)} `)
  })
})
