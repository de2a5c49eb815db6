import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ExternalDirectory } from '../../../electron/directory/directory.ts'
import { openDirectory } from '../../../electron/directory/open-directory.ts'
import { generatePassword, impossibleRules } from '../../../electron/passwords/generate.ts'
import { type Language, languages } from '../../../shared/languages.ts'
import { type PasswordStyle, passwordStyle } from '../../../shared/passwords.ts'
import type { PasswordOwner } from '../../../shared/rules/password-rules.ts'
import { defaultPolicies } from '../../../shared/rules/policy.ts'
import { brokenVerdicts, generationOf } from '../../../shared/rules/protection.ts'
import { connect389, type NsSlapd, nsSlapdFault, ordinary, startNsSlapd } from './ns-slapd.ts'
import {
  addPerson,
  asAdministrator,
  replace,
  root,
  type Samba,
  connectionTo as sambaConnection,
  sambaFault,
  startSamba,
} from './samba.ts'
import { addPeople, connectionTo, helpdesk, slapdFault, startSlapd } from './slapd.ts'

const first = 'Blue-Harbour-42-lamp!!'
const { breachFile: _, ...own } = defaultPolicies.protection
// Twelve hold each of three styles in each of four languages; `npm run test:long` takes more.
const resets = Number(process.env.KEYDESK_GENERATED ?? 12)

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-test-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Resets somebody many times, to passwords of every style that can keep the rules; the server takes each. */
async function takesEach(directory: ExternalDirectory, key: string, owner: PasswordOwner): Promise<PasswordStyle[]> {
  const rules = await directory.rules(key)
  expect(rules).not.toBe('unknown')
  const under = { ...own, directory: { rules, isAway: false } }
  const { policy, kinds, impossible } = generationOf(under)
  expect(impossible).toEqual([])
  const styles = passwordStyle.options.filter((style) => impossibleRules(style, policy, kinds).length === 0)
  const brokenBy = (password: string) => brokenVerdicts(password, under, owner).map(({ rule }) => rule)
  for (let at = 0; at < resets; at += 1) {
    const style = styles[at % styles.length] as PasswordStyle
    const language = languages[at % languages.length] as Language
    const password = generatePassword(style, language, policy, owner, brokenBy, kinds)
    await expect(directory.reset(key, { password, mustChange: false }), password).resolves.toMatchObject({
      write: null,
    })
    expect((await directory.verify(key, password)).kind).toBe('right')
  }
  return styles
}

describe('generated passwords are taken', () => {
  it.skipIf(slapdFault !== null)(`by OpenLDAP${slapdFault === null ? '' : ` (${slapdFault})`}`, () =>
    inFolder(async (folder) => {
      const access = [
        `access to attrs=userPassword by dn.exact="${helpdesk.dn}" write by anonymous auth`,
        'access to * by * read',
      ]
      const policy = { pwdCheckQuality: '2', pwdMinLength: '21', pwdInHistory: '5' }
      const slapd = await startSlapd(folder, undefined, { access, policy })
      const { connection } = connectionTo(slapd)
      const { directory, ldap } = openDirectory({ ...connection, account: helpdesk.dn }, helpdesk.password)
      const key = (await addPeople(slapd.url, ['anna'], first)).get('anna') as string
      const owner = { username: 'anna', displayName: 'Person anna', firstName: '', lastName: 'anna' }
      try {
        expect(await takesEach(directory, key, owner)).toEqual(['strong', 'passphrase'])
      } finally {
        ldap.close()
        await slapd.stop()
      }
    }),
  )

  it.skipIf(nsSlapdFault !== null)(`by 389 Directory Server${nsSlapdFault === null ? '' : ` (${nsSlapdFault})`}`, () =>
    inFolder(async (folder) => {
      const server: NsSlapd = await startNsSlapd(folder)
      const { directory, ldap } = connect389(server, ordinary)
      try {
        await server.letReadRules(ordinary)
        const key = await server.addPerson('anna', null)
        await server.setPolicy({
          ...{ passwordCheckSyntax: 'on', passwordMinLength: '12', passwordMinDigits: '3', passwordMinSpecials: '4' },
          ...{ passwordMinUppers: '3', passwordMinLowers: '2', passwordMaxRepeats: '2', passwordMinCategories: '4' },
          ...{ passwordHistory: 'on', passwordInHistory: '5' },
        })
        const others = ['anna@nordwind.test']
        const owner = { username: 'anna', displayName: 'Person anna', firstName: '', lastName: 'anna', others }
        expect(await takesEach(directory, key, owner)).toEqual(['strong', 'passphrase'])
      } finally {
        ldap.close()
        await server.stop()
      }
    }),
  )

  it.skipIf(sambaFault !== null)(`by Active Directory${sambaFault === null ? '' : ` (${sambaFault})`}`, () =>
    inFolder(async (folder) => {
      const samba: Samba = await startSamba(folder)
      const { connection, password } = sambaConnection(samba)
      const { directory, ldap } = openDirectory(connection, password)
      try {
        const owner = { username: 'anna', displayName: 'Person anna', firstName: '', lastName: '' }
        const key = await addPerson(samba, 'anna', { password: first })
        expect(await takesEach(directory, key, owner)).toEqual(['strong', 'passphrase', 'classic'])
        await asAdministrator(samba, (client) => client.modify(root, [replace('minPwdLength', '14')]))
        // The rules are known for a minute.
        const anew = openDirectory(connection, password)
        expect(await takesEach(anew.directory, key, owner)).toEqual(['strong', 'passphrase'])
        anew.ldap.close()
      } finally {
        ldap.close()
        await samba.stop()
      }
    }),
  )
})
