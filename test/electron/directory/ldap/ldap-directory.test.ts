import { ResultCodeError } from 'ldapts'
import { describe, expect, it } from 'vitest'
import type { Ldap, Session } from '../../../../electron/directory/ldap/connection.ts'
import { refusalOf } from '../../../../electron/directory/ldap/refusal.ts'
import { createOpenLdap } from '../../../../electron/directory/open-ldap.ts'
import { DomainError, isDomainError } from '../../../../shared/errors.ts'
import { hasWrittenNothing } from '../../../../shared/rules/directory-faults.ts'

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
    expect(faults.map(({ message }) => message)).toEqual(faults.map(() => 'Connection closed after the write'))
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
