import { describe, expect, it } from 'vitest'
import type { SignedInCall } from '../../../electron/rpc/call.ts'
import { createCaller } from '../../../electron/rpc/caller.ts'
import type { Services } from '../../../electron/services.ts'
import type { SecretId, UserId } from '../../../shared/ids.ts'
import { copyingDoor } from '../../support/copying-door.ts'
import { addPerson, setUp, signedInPerson } from '../../support/test-services.ts'
import { appointed, askFor, generated, itemsOf, threeAdmins } from '../../support/two-admins.ts'
import { withoutApproval } from '../../support/without-approval.ts'

/** Every way to read one password that the vault keeps, through every check of the desk's door. */
function waysOf(services: Services, secretId: SecretId) {
  return {
    reveal: (call: SignedInCall) => as(services, call).passwords.reveal({ secretIds: [secretId] }),
    copy: (call: SignedInCall) => as(services, call).door.copyPassword({ secretId }),
  }
}

const as = (services: Services, call: SignedInCall) => createCaller(services.serve, () => call)

async function resetOf(services: Services, userId: UserId, call: SignedInCall): Promise<SecretId> {
  return withoutApproval(await services.passwords.reset({ userId, choice: generated, mustChange: true }, call)).secretId
}

describe('the stored temporary password', () => {
  it('of somebody with a role asks for the own password again, however it is read', async () => {
    const { services, owner } = await setUp({ doorPort: copyingDoor })
    const admin = await signedInPerson(services, owner, ['helpdeskAdministrator'])
    const person = await addPerson(services, owner)
    const unlocked = { ...owner, isConfirmed: false }
    const ofAdmin = waysOf(services, await resetOf(services, admin.id, owner))
    for (const read of Object.values(ofAdmin)) {
      await expect(read(unlocked)).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' })
      await read(owner)
    }
    const readsOfPerson = waysOf(services, await resetOf(services, person.id, owner))
    for (const read of Object.values(readsOfPerson)) await read(unlocked)
  })

  it('asks again too once its person has got a role', async () => {
    const { services, owner } = await setUp({ doorPort: copyingDoor })
    const person = await addPerson(services, owner)
    const ways = waysOf(services, await resetOf(services, person.id, owner))
    await services.roles.set({ userId: person.id, roles: ['reportsReader'] }, owner)
    for (const read of Object.values(ways)) {
      await expect(read({ ...owner, isConfirmed: false })).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED' })
    }
  })

  it('of whoever could approve is read by the admin whose request was approved, and by nobody else', async () => {
    const { services, owner, third, secondCall } = await threeAdmins({ doorPort: copyingDoor })
    const id = await askFor(services, third.id, owner)
    const { jobId } = await services.requests.approve({ id }, secondCall())
    const [item] = await itemsOf(services, jobId, owner)
    const secretId = item?.secretId as SecretId
    const fourth = await appointed(services, owner, 'privilegedAuthenticationAdministrator')
    const others = [secondCall(), fourth.call()]
    for (const other of others) {
      for (const read of Object.values(waysOf(services, secretId))) {
        await expect(read(other)).rejects.toMatchObject({ code: 'SECRET_OF_ASKER' })
      }
      expect(await services.passwords.ticketOf({ userId: third.id }, other)).toEqual({ ticket: null })
      const { csv } = await services.passwords.exportResults({ jobId: jobId as never, language: 'en' }, other)
      expect(csv).toMatch(new RegExp(`${third.username},[^,]*,,`))
    }
    for (const read of Object.values(waysOf(services, secretId))) await read(owner)
    expect(await services.passwords.ticketOf({ userId: third.id }, owner)).toMatchObject({ ticket: { secretId } })
    const { csv } = await services.passwords.exportResults({ jobId: jobId as never, language: 'en' }, owner)
    expect(csv).toMatch(new RegExp(`${third.username},[^,]*,[^,]{16},`))
  })

  it('is read by every admin whom the roles let while the rule is off', async () => {
    const { services, owner } = await setUp({ doorPort: copyingDoor })
    const second = await signedInPerson(services, owner, ['globalAdministrator'])
    const third = await signedInPerson(services, owner, ['globalAdministrator'])
    const secretId = await resetOf(services, third.id, owner)
    const call = { ...second.call(), isConfirmed: true }
    for (const read of Object.values(waysOf(services, secretId))) await read(call)
  })
})
