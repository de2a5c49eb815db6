import { expect, it } from 'vitest'
import { createCaller } from '../../../electron/rpc/caller.ts'
import type { RequestId } from '../../../shared/ids.ts'
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

it('two-person: a role that comes with a new password in an external directory is approved once, and then not open any more', async () => {
  const { services, owner, one, account } = await fakeOffice(1)
  const second = await signedInPerson(services, owner, ['globalAdministrator'])
  await services.policies.save(withRule(true), owner)
  const asking = createCaller(services.serve, () => ({ ...owner, isConfirmed: true }))
  const reset = { style: 'strong', language: 'en' } as const
  const waiting = await asking.roles.set({ userId: one, roles: ['globalAdministrator'], reset }).then(
    () => null,
    (error: { readonly data: { readonly request: RequestId } }) => error.data.request,
  )
  const id = waiting as RequestId
  const call = { ...second.call(), isConfirmed: true }
  expect(await services.requests.approve({ id }, call)).toMatchObject({ state: 'approved' })
  expect(await services.users.get({ id: one }, owner)).toMatchObject({ roles: ['globalAdministrator'] })
  expect(account(one)).toMatchObject({ version: 2, mustChange: true })
  expect(await codeOf(Promise.resolve().then(() => services.requests.approve({ id }, call)))).toBe('REQUEST_STATE')
  expect(account(one).version).toBe(2)
})
