import { InsufficientAccessError, UnwillingToPerformError } from 'ldapts'
import { describe, expect, it } from 'vitest'
import { rightsOf } from '../../../../electron/directory/active-directory/rights.ts'
import type { Session } from '../../../../electron/directory/ldap/connection.ts'

const base = 'DC=keydesk,DC=test'
const anna = { dn: `CN=Anna,${base}`, userAccountControl: '512', pwdLastSet: '1' }
const boss = { ...anna, dn: `CN=Boss,${base}`, adminCount: '1' }

async function statesOf(server: 'Windows' | 'Samba', error: Error | null, effective: object = {}) {
  const tried: string[] = []
  const session = {
    search: async (name: string, { attributes }: { attributes: readonly string[] }) => {
      if (attributes.includes('vendorName'))
        return [{ dn: '', ...(server === 'Samba' && { vendorName: 'Samba Team (https://www.samba.org)' }) }]
      return attributes.includes('allowedAttributesEffective') ? [{ dn: name, ...effective }] : []
    },
    pages: async function* () {
      yield [boss, anna]
    },
    extended: async () => ({}),
    modify: async (name: string) => {
      tried.push(name)
      if (error !== null) throw error
    },
  } as unknown as Session
  const { people, rights } = await rightsOf(session, base)
  return { tried, people, states: Object.fromEntries(rights.map(({ right, state }) => [right, state])) }
}

describe('what the account may do in Active Directory', () => {
  it('is tried on somebody who is no admin of the domain, because nobody may touch those', async () => {
    expect(await statesOf('Samba', new InsufficientAccessError())).toMatchObject({ tried: [anna.dn], people: 2 })
  })

  it('is that passwords can be reset only where the server is known to look at rights first', async () => {
    const reset = async (server: 'Windows' | 'Samba', error: Error | null) =>
      (await statesOf(server, error)).states.reset
    expect(await reset('Samba', new UnwillingToPerformError())).toBe('yes')
    expect(await reset('Windows', new UnwillingToPerformError())).toBe('unknown')
    expect(await reset('Samba', new InsufficientAccessError())).toBe('no')
    expect(await reset('Windows', new InsufficientAccessError())).toBe('no')
    expect(await reset('Samba', null)).toBe('unknown')
  })

  it('is what the directory says of attributes, and unknown where it says nothing', async () => {
    const states = async (effective: object) => (await statesOf('Windows', null, effective)).states
    const allowedAttributes = ['pwdLastSet', 'lockoutTime', 'title']
    const some = { allowedAttributes, allowedAttributesEffective: ['PWDLASTSET', 'title'] }
    expect(await states(some)).toMatchObject({ requireChange: 'yes', unlock: 'no', readState: 'yes', readRules: 'no' })
  })
})
