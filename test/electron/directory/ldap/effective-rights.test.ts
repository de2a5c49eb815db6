import { type Entry, UnavailableCriticalExtensionError } from 'ldapts'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../../../electron/directory/ldap/connection.ts'
import { accountName, effectiveWrites } from '../../../../electron/directory/ldap/effective-rights.ts'
import { DomainError } from '../../../../shared/errors.ts'

const desk = 'cn=desk,dc=test'
const [mayReset, mayUnlock, maySetTitle] = ['userPassword', 'accountUnlockTime', 'title']

async function answers(search: () => Promise<readonly Entry[]>) {
  const session = { search } as unknown as Session
  const asked = { account: desk, attributes: [mayReset, mayUnlock, maySetTitle] }
  const may = await effectiveWrites(session, 'uid=anna,dc=test', asked)
  return asked.attributes.map(may)
}
const person = (attributeLevelRights: string): Entry => ({ dn: 'uid=anna,dc=test', attributeLevelRights })

describe('what an account may do with somebody', () => {
  it('is what the server says, and unknown where it says nothing of an attribute', async () => {
    const said = person('userpassword:wo, accountUnlockTime:rsc')
    expect(await answers(async () => [said])).toEqual([true, false, null])
    expect(await answers(async () => [person('')])).toEqual([null, null, null])
    expect(await answers(async () => [])).toEqual([null, null, null])
  })

  it('is unknown, neither given nor missing, where the server does not take the question', async () => {
    const refuses = () => Promise.reject(new UnavailableCriticalExtensionError('no such control'))
    expect(await answers(refuses)).toEqual([null, null, null])
  })

  it('is not taken for unknown where the directory is away', async () => {
    const away = new DomainError('DIRECTORY_UNREACHABLE')
    await expect(answers(() => Promise.reject(away))).rejects.toBe(away)
  })

  it('is asked of the account under the name that the server gives it', async () => {
    const named = (value?: string) => accountName({ extended: async () => ({ value }) } as unknown as Session)
    expect([await named(`dn: ${desk}`), await named(`DN:${desk}`), await named()]).toEqual([desk, desk, ''])
  })
})
