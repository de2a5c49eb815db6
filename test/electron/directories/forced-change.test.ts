import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DirectoryConnection } from '../../../shared/directories.ts'
import type { UserId } from '../../../shared/ids.ts'
import { signedIn } from '../../support/signed-in.ts'
import { nobody, setUp } from '../../support/test-services.ts'
import { codeOf } from '../directory/in-memory-directory.ts'
import { addPerson, people, connectionTo as sambaConnection, sambaFault, startSamba } from '../directory/samba.ts'
import {
  addPeople,
  addPolicy,
  asManager,
  connectionTo,
  people as entries,
  replace,
  slapdFault,
  startSlapd,
} from '../directory/slapd.ts'

const [first, second, third] = ['Blue-Harbour-42-lamp', 'Green-Meadow-17-desk', 'Grey-Window-88-boat']

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** An office that has read Anna, and how she signs in at the portal and chooses another password there. */
async function office(input: { readonly connection: DirectoryConnection; readonly password: string }) {
  const { services, owner } = await setUp()
  const { id } = await services.directories.add(input, owner)
  await services.directories.look({ id, isWhole: true }, owner)
  const anna = services.users.idOf('anna') as UserId
  const signIn = (password: string) =>
    services.sessions.signIn({ username: 'anna', password }, { ...nobody, door: 'portal' })
  return {
    services,
    owner,
    anna,
    signIn,
    of: () => services.users.get({ id: anna }, owner),
    /** Signs in with one password and answers how a forced change to another ends. */
    changeForced: async (
      password: string,
      typed: { readonly currentPassword?: string; readonly newPassword: string },
    ) => {
      const { token, session } = await signIn(password)
      expect(session).toMatchObject({ mustChange: true, isInDirectory: true })
      const call = signedIn(services.serve.callOf(token, 'portal', false))
      return codeOf(Promise.resolve(services.passwords.changeForced(typed, call)))
    },
  }
}

describe('a forced change of somebody of a directory', () => {
  it.skipIf(sambaFault !== null)(
    `goes by the current password in Active Directory, under its history${sambaFault === null ? '' : ` (${sambaFault})`}`,
    () =>
      inFolder(async (folder) => {
        const samba = await startSamba(folder)
        try {
          await addPerson(samba, 'anna', { password: first })
          const { services, owner, anna, changeForced, signIn, of } = await office(sambaConnection(samba))
          const choice = { kind: 'typed', password: second } as const
          await services.passwords.reset({ userId: anna, choice, mustChange: true }, owner)
          expect(await changeForced(second, { newPassword: third })).toBe('WRONG_PASSWORD')
          expect(await changeForced(second, { currentPassword: first, newPassword: third })).toBe('WRONG_PASSWORD')
          // A reset by Keydesk's account would take these, because this server does not know the policy hints.
          expect(await changeForced(second, { currentPassword: second, newPassword: second })).toBe('DIRECTORY_REFUSED')
          expect(await changeForced(second, { currentPassword: second, newPassword: first })).toBe('DIRECTORY_REFUSED')
          expect(await changeForced(second, { currentPassword: second, newPassword: third })).toBe(null)
          expect((await signIn(third)).session).toMatchObject({ mustChange: false, isInDirectory: true })
          // Known without another look at the directory.
          const expiresAt = (await of()).passwordExpiresAt ?? 0
          expect(expiresAt - Date.now()).toBeGreaterThan(41 * 86_400_000)
          samba.makeOld(`CN=anna,${people}`)
          expect(await changeForced(third, { currentPassword: third, newPassword: third })).toBe('DIRECTORY_REFUSED')
          expect(await changeForced(third, { currentPassword: third, newPassword: 'Red-Mountain-99-cup' })).toBe(null)
        } finally {
          await samba.stop()
        }
      }),
  )

  it.skipIf(slapdFault !== null)(
    `goes by the current password in OpenLDAP, also by one that has expired${slapdFault === null ? '' : ` (${slapdFault})`}`,
    () =>
      inFolder(async (folder) => {
        const access = [
          'access to attrs=userPassword by self write by anonymous auth by * none',
          'access to * by self write by * read',
        ]
        const policy = { pwdInHistory: '3', pwdMinAge: '3600', pwdCheckQuality: '1', pwdMinLength: '10' }
        const slapd = await startSlapd(folder, undefined, { access, policy })
        try {
          await addPeople(slapd.url, ['anna'], first)
          const { services, owner, anna, changeForced, signIn, of } = await office(connectionTo(slapd))
          const choice = { kind: 'typed', password: second } as const
          await services.passwords.reset({ userId: anna, choice, mustChange: true }, owner)
          expect(await changeForced(second, { currentPassword: second, newPassword: first })).toBe('DIRECTORY_REFUSED')
          expect(await changeForced(second, { currentPassword: second, newPassword: third })).toBe(null)
          expect((await signIn(third)).session.mustChange).toBe(false)
          const short = await asManager(slapd.url, (client) => addPolicy(client, 'short', { pwdMaxAge: '2' }))
          await asManager(slapd.url, (client) =>
            client.modify(`uid=anna,${entries}`, replace('pwdPolicySubentry', short)),
          )
          await new Promise((resolve) => setTimeout(resolve, 3100))
          const fourth = 'Red-Mountain-99-cup'
          expect(await changeForced(third, { currentPassword: third, newPassword: fourth })).toBe(null)
          expect((await of()).passwordState).not.toBe('mustChange')
        } finally {
          await slapd.stop()
        }
      }),
  )
})
