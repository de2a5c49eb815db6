import { describe, expect, it } from 'vitest'
import { steps } from '../../../../electron/directory/active-directory/changes.ts'
import type { Session } from '../../../../electron/directory/ldap/connection.ts'

const database = '11111111-2222-3333-4444-555555555555'
const root = 'DC=keydesk,DC=test'
/** The bytes of that GUID, the first three parts with their low byte first. */
const bytes = Buffer.from('11111111222233334444555555555555', 'hex')

/** A look at a domain controller whose count of changes has come to 100. */
async function look(since: string | null, base = root) {
  const searched: { readonly base: string; readonly filter: string }[] = []
  const session = {
    search: async (name: string) =>
      name === ''
        ? [{ dn: '', defaultNamingContext: root, dsServiceName: 'CN=Settings', highestCommittedUSN: '100' }]
        : [{ dn: name, invocationId: bytes }],
    pages: async function* (name: string, { filter }: { filter: unknown }) {
      searched.push({ base: name, filter: String(filter) })
      yield []
    },
  } as unknown as Session
  let end = null
  for await (const step of steps(session, base, since)) end = step.end ?? end
  return { searched, end }
}
const end = (isWhole: boolean, isUnchanged = false) => ({ cursor: `${database} 100`, isWhole, isUnchanged })

describe('a look at what has changed in Active Directory', () => {
  it('asks for nobody where the count of changes has not moved, and begins after the last one that was seen', async () => {
    expect(await look(`${database} 100`)).toEqual({ searched: [], end: end(false, true) })
    const { searched, end: next } = await look(`${database} 99`)
    expect(next).toEqual(end(false))
    expect(searched.map(({ filter }) => filter.includes('(uSNChanged>=100)'))).toEqual([true, true])
  })

  it('is one at everybody where there is no cursor, another controller, or a text that is none', async () => {
    const others = [null, `${database.replace('1', '9')} 50`, `${database} x`, '50']
    for (const since of others) {
      const { searched, end: whole } = await look(since)
      expect(whole).toEqual(end(true))
      expect(searched).toHaveLength(1)
      expect(searched[0]?.filter).not.toContain('uSNChanged')
    }
  })

  it('also looks for people who were moved out where the base is only a part of the domain', async () => {
    const bases = async (base: string) => (await look(`${database} 1`, base)).searched.map((one) => one.base)
    expect(await bases('dc=keydesk, dc=test')).toEqual(['dc=keydesk, dc=test', root])
    expect(await bases(`OU=Office,${root}`)).toEqual([root, `OU=Office,${root}`, root])
  })
})
