import { describe, expect, it } from 'vitest'
import type { DoorPort } from '../../../electron/door/door-port.ts'
import { createServices } from '../../../electron/services.ts'
import { everyEntry } from '../../../shared/audit.ts'
import { signedIn } from '../../support/signed-in.ts'
import {
  addPerson,
  memoryKeychain,
  nobody,
  ownerName,
  ownerPassword,
  setUp,
  temporaryFolder,
} from '../../support/test-services.ts'
import { withoutApproval } from '../../support/without-approval.ts'

const choice = { kind: 'generate', style: 'strong', language: 'en' } as const

describe('the door', () => {
  it('copies a password without giving it to the page, and writes it down', async () => {
    const copied: [string, number][] = []
    const plain: string[] = []
    const shown: boolean[] = []
    const chosen: string[] = []
    const doorPort: DoorPort = {
      kind: 'desktop',
      canCopy: true,
      canProtectScreen: true,
      systemLanguage: () => 'sv',
      systemRegion: () => 'FI',
      areNotificationsRefused: () => true,
      copy: async (text, seconds) => void copied.push([text, seconds]),
      copyPlain: async (text) => void plain.push(text),
      languageChosen: (language) => void chosen.push(language),
      protectScreen: (isOn) => void shown.push(isOn),
      close: async () => {},
    }
    const services = await createServices({
      dataDir: temporaryFolder(),
      door: 'desktop',
      doorPort,
      keychain: memoryKeychain(),
    })
    const set = {
      organisation: 'D',
      displayName: 'O',
      username: ownerName,
      password: ownerPassword,
      language: 'en',
    } as const
    const { token } = await services.settings.createOrganisation(set, nobody)
    const call = services.serve.callOf(token, 'desktop', false)
    expect(await services.door.capabilities({}, nobody)).toEqual({
      kind: 'desktop',
      canCopy: true,
      canProtectScreen: true,
      systemLanguage: 'sv',
      systemRegion: 'FI',
      areNotificationsRefused: true,
    })
    const person = await addPerson(services, signedIn(call))
    const { secretId } = withoutApproval(
      await services.passwords.reset({ userId: person.id, choice, mustChange: true }, signedIn(call)),
    )
    expect(await services.door.copyPassword({ secretId }, signedIn(call))).toEqual({ clearsInSeconds: 30 })
    const [text, seconds] = copied[0] as [string, number]
    expect(seconds).toBe(30)
    await services.sessions.signIn({ username: person.username, password: text }, nobody)
    const { entries } = await services.audit.list(
      { filter: { ...everyEntry, action: 'Copy password.' }, offset: 0, limit: 2 },
      signedIn(call),
    )
    expect(entries).toMatchObject([{ target: person.username, door: 'desktop' }])
    await services.door.languageChosen({ language: 'da' }, nobody)
    expect(chosen).toEqual(['da'])
    await services.door.protectScreen({ isOn: true }, signedIn(call))
    expect(shown).toEqual([true])
    expect(await services.door.copyText({ text: 'AAAAA-BBBBB' }, signedIn(call))).toEqual({ clearsInSeconds: 30 })
    await services.door.copyPlain({ text: 'https://portal.nordwind.test:8443' }, signedIn(call))
    expect(plain).toEqual(['https://portal.nordwind.test:8443'])
    expect(copied).toHaveLength(2)
    expect(copied.at(-1)).toEqual(['AAAAA-BBBBB', 30])
    await services.close()
  })

  it('says so where it can’t copy', async () => {
    const { services, owner } = await setUp()
    const person = await addPerson(services, owner)
    const { secretId } = withoutApproval(
      await services.passwords.reset({ userId: person.id, choice, mustChange: true }, owner),
    )
    await expect(services.door.copyPassword({ secretId }, owner)).rejects.toMatchObject({ code: 'DOOR_CANNOT' })
    await expect(services.door.copyText({ text: 'x' }, owner)).rejects.toMatchObject({ code: 'DOOR_CANNOT' })
    await expect(services.door.copyPlain({ text: 'x' }, owner)).rejects.toMatchObject({ code: 'DOOR_CANNOT' })
    const { total } = await services.audit.list(
      { filter: { ...everyEntry, action: 'Copy password.' }, offset: 0, limit: 2 },
      owner,
    )
    expect(total).toBe(0)
  })
})
