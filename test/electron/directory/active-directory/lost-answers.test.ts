import { describe, expect, it } from 'vitest'
import { createActiveDirectory } from '../../../../electron/directory/active-directory.ts'
import type { Ldap, Session } from '../../../../electron/directory/ldap/connection.ts'
import { DomainError, isDomainError } from '../../../../shared/errors.ts'

const key = 'd06b05f6-fd95-4360-a349-abc9bb87e11a'
const entry = { dn: 'CN=Anna,DC=keydesk,DC=test', userAccountControl: '512', pwdLastSet: '134405494127169740' }

/** A directory that answers one search, takes a write, and is gone then. */
function goneAfterTheWrite() {
  let isWritten = false
  const session = {
    search: async () => {
      if (isWritten) throw new DomainError('DIRECTORY_UNREACHABLE')
      return [entry]
    },
    modify: async () => {
      isWritten = true
    },
  } as unknown as Session
  const ldap = { asAccount: (work: (one: Session) => Promise<unknown>) => work(session) } as Ldap
  return createActiveDirectory({ ldap, base: 'DC=keydesk,DC=test' })
}

describe('a directory that is gone right after a write', () => {
  it('is never said to have written nothing', async () => {
    const errors = [
      await goneAfterTheWrite()
        .reset(key, { password: 'Blue-Harbour-42-lamp', mustChange: true })
        .catch((error) => error),
      await goneAfterTheWrite()
        .requireChange(key)
        .catch((error) => error),
    ]
    for (const error of errors) {
      expect(isDomainError(error)).toBe(false)
      expect(String(error)).toContain('What was written could not be read')
    }
  })
})
