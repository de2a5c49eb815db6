import { expect, it } from 'vitest'
import { nobody, signedInPerson } from '../../support/test-services.ts'
import { withRule } from '../../support/two-admins.ts'
import { codeOf, fakeOffice } from './in-memory-directory.ts'

it('two-person: an approver of an external directory is not given another password by one admin alone', async () => {
  const { services, owner, move, account } = await fakeOffice(0)
  const second = await signedInPerson(services, owner, ['globalAdministrator'])
  await signedInPerson(services, owner, ['globalAdministrator'])
  const third = await signedInPerson(services, owner, ['privilegedAuthenticationAdministrator'])
  await services.policies.save(withRule(true), owner)
  move(third.id)
  const reset = { style: 'strong', language: 'en' } as const
  const roles = ['privilegedAuthenticationAdministrator', 'globalAdministrator'] as const
  const call = { ...second.call(), isConfirmed: true }
  expect(await codeOf(services.roles.set({ userId: third.id, roles, reset }, call))).toBe('SECOND_ADMIN_NEEDED')
  const { ticket } = await services.passwords.ticketOf({ userId: third.id }, call)
  const { passwords } =
    ticket === null ? { passwords: [] } : await services.passwords.reveal({ secretIds: [ticket.secretId] }, call)
  const password = passwords[0]?.password ?? ''
  expect(await codeOf(services.sessions.signIn({ username: third.username, password }, nobody))).toBe('SIGN_IN_FAILED')
  expect(account(third.id).password).toBe('first')
})
