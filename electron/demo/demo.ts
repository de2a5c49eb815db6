import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DoorName } from '../../shared/audit.ts'
import type { UserId } from '../../shared/ids.ts'
import { defaultLanguage, languages } from '../../shared/languages.ts'
import { defaultPolicy } from '../../shared/rules/password-rules.ts'
import { noFilter } from '../../shared/users.ts'
import { generatePassword } from '../passwords/generate.ts'
import type { Call, SignedInCall } from '../rpc/call.ts'
import type { Services } from '../services.ts'

const firstNames = [
  'Anna',
  'Bjørn',
  'Åse',
  'Søren',
  'Mette',
  'Lars',
  'Ingrid',
  'Östen',
  'Pär',
  'Karin',
  'Jens',
  'Freja',
  'Liv',
  'José',
]
const lastNames = [
  'Hansen',
  'Jørgensen',
  'Ångström',
  'Nilsson',
  'Møller',
  'Sjögren',
  'Berg',
  'Dahl',
  'Ek-Holm',
  'Æbelø',
]
const departments = ['Salg', 'IT', 'Økonomi', 'Lager', 'Ledelse', 'Produktion']
const people = 60
const admin = { organisation: 'Nordwind (demo)', username: 'admin@nordwind.test', displayName: 'Demo Admin' }

/** A data folder that lives as long as the demo. */
export function demoFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'keydesk-demo-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Fills a fresh store with a made-up organisation in which every password state can be seen, and says how to sign in. */
export async function fillDemo(services: Services, door: DoorName, say: (text: string) => void): Promise<void> {
  const owner = { username: admin.username, displayName: admin.displayName, firstName: '', lastName: '' }
  const password = generatePassword('passphrase', defaultLanguage, defaultPolicy, owner)
  const nobody: Call = { actor: null, door, token: null, isLocked: false, isConfirmed: false }
  const { session } = await services.settings.createOrganisation(
    { ...admin, password, language: defaultLanguage },
    nobody,
  )
  const { userId: id, username, displayName, roles, limits } = session
  const actor = { id: id as UserId, username, displayName, roles, limits, rolesOver: () => roles, mustChange: false }
  const call: SignedInCall = { ...nobody, actor, isConfirmed: true }
  for (let number = 1; number <= people; number += 1) await services.users.add(madeUp(number), call)
  await showStates(services, call)
  services.settings.showDemoAccount({ username: admin.username, password })
  say(`Demo organisation with ${people} made-up people, gone when Keydesk stops.`)
  say(`Sign in as ${admin.username} with ${password}`)
}

async function showStates(services: Services, call: SignedInCall): Promise<void> {
  const sort = { by: 'displayName', direction: 'ascending', language: defaultLanguage } as const
  const { rows } = await services.users.list(
    { query: { search: '', filter: noFilter }, sort, offset: 0, limit: 40 },
    call,
  )
  const others = rows.filter((row) => row.id !== call.actor?.id)
  for (const [at, row] of others.slice(0, 24).entries()) {
    const id = row.id as UserId
    const choice = { kind: 'generate', style: 'strong', language: defaultLanguage } as const
    await services.passwords.reset({ userId: id, choice, mustChange: at % 3 !== 0 }, call)
    if (at % 8 === 7) await services.users.block({ id, isBlocked: true }, call)
  }
  const helper = others[1]
  if (helper) await services.roles.set({ userId: helper.id as UserId, roles: ['passwordAdministrator'] }, call)
}

function madeUp(number: number) {
  const first = firstNames[randomInt(firstNames.length)] as string
  const last = lastNames[randomInt(lastNames.length)] as string
  const plain = (text: string) =>
    text.toLowerCase().replace(/[æä]/g, 'a').replace(/[øö]/g, 'o').replace(/å/g, 'a').replace(/é/g, 'e')
  const contact = { firstName: first, lastName: last, department: departments[number % departments.length] as string }
  const username = `${plain(first)}.${plain(last)}${number}@nordwind.test`
  return {
    username,
    displayName: `${first} ${last}`,
    contact,
    language: languages[number % languages.length] ?? null,
  }
}
