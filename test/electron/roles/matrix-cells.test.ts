import { describe, expect, it } from 'vitest'
import { type Caller, createCaller } from '../../../electron/rpc/caller.ts'
import { isDomainError } from '../../../shared/errors.ts'
import type { UserId } from '../../../shared/ids.ts'
import { type RoleName, roleNames } from '../../../shared/rules/role-matrix.ts'
import { addPerson, setUp, signedInPerson } from '../../support/test-services.ts'

/** Microsoft Entra, privileged roles and permissions: who can reset passwords. Rows are the target's role. */
const whoCanReset = `
                                       Password Helpdesk Auth User PrivAuth Global
none                                   Y        Y        Y    Y    Y        Y
passwordAdministrator                  Y        Y        Y    Y    Y        Y
reportsReader                          -        Y        Y    Y    Y        Y
helpdeskAdministrator                  -        Y        -    Y    Y        Y
authenticationAdministrator            -        -        Y    -    Y        Y
userAdministrator                      -        -        -    Y    Y        Y
privilegedAuthenticationAdministrator  -        -        -    -    Y        Y
globalAdministrator                    -        -        -    -    Y        Y
globalReader                           -        -        -    -    Y        Y
authenticationPolicyAdministrator      -        -        -    -    Y        Y
`
/** The same page: who can perform sensitive actions (block, delete, restore, edit). Password and helpdesk admins have no column. */
const whoCanChange = `
                                       Auth User PrivAuth Global
none                                   Y    Y    Y        Y
passwordAdministrator                  Y    Y    Y        Y
reportsReader                          Y    Y    Y        Y
helpdeskAdministrator                  -    Y    Y        Y
authenticationAdministrator            Y    -    Y        Y
userAdministrator                      -    Y    Y        Y
privilegedAuthenticationAdministrator  -    -    Y        Y
globalAdministrator                    -    -    Y        Y
globalReader                           -    -    Y        Y
authenticationPolicyAdministrator      -    -    Y        Y
`
const columns: Readonly<Record<string, RoleName>> = {
  Password: 'passwordAdministrator',
  Helpdesk: 'helpdeskAdministrator',
  Auth: 'authenticationAdministrator',
  User: 'userAdministrator',
  PrivAuth: 'privilegedAuthenticationAdministrator',
  Global: 'globalAdministrator',
}

type Row = { readonly target: RoleName | 'none'; readonly could: readonly RoleName[] }

function rowsOf(table: string): readonly Row[] {
  const [heading = '', ...lines] = table.trim().split('\n')
  const actors = heading
    .trim()
    .split(/\s+/)
    .map((name) => columns[name] as RoleName)
  return lines.map((line) => {
    const [target = '', ...cells] = line.trim().split(/\s+/)
    expect(cells).toHaveLength(actors.length)
    return { target: target as Row['target'], could: actors.filter((_, at) => cells[at] === 'Y') }
  })
}

type Answer = { readonly isDone: boolean; readonly roles: readonly string[] }

async function answerOf(call: Promise<unknown>): Promise<Answer> {
  try {
    await call
    return { isDone: true, roles: [] }
  } catch (error) {
    if (!isDomainError(error, 'NOT_ALLOWED')) throw error
    expect(error.data.isLimited, 'nobody here is limited').not.toBe(true)
    return { isDone: false, roles: error.data.roles }
  }
}

type Person = { readonly id: UserId; readonly username: string }
const choice = { kind: 'generate', style: 'strong', language: 'en' } as const
type Operation = (caller: Caller, person: Person) => Promise<unknown>
const operations: Readonly<Record<string, Operation>> = {
  'users.edit': (caller, { id, username }) =>
    caller.users.edit({ id, username, displayName: 'Edited', contact: {}, language: null }),
  'users.block': (caller, { id }) => caller.users.block({ id, isBlocked: true }),
  'allow sign-in': (caller, { id }) => caller.users.block({ id, isBlocked: false }),
  'users.deleteMany': async (caller, { id }) => {
    const { left } = await caller.users.deleteMany({ ids: [id] })
    // Many are deleted as far as they may be, so the refusal is in the answer.
    if (left.length > 0) await caller.users.block({ id, isBlocked: true })
  },
}

async function actorWith(role: RoleName) {
  const { services, owner } = await setUp()
  const actor = await signedInPerson(services, owner, [role])
  const caller = createCaller(services.serve, () => ({ ...actor.call(), isConfirmed: true }))
  const target = (held: Row['target']) => addPerson(services, owner, { roles: held === 'none' ? [] : [held] })
  return { services, owner, caller, target }
}

const hasColumn = (table: string, role: RoleName) => rowsOf(table).some(({ could }) => could.includes(role))

it.each([whoCanReset, whoCanChange])('the table has every role as a target', (table) => {
  expect(
    rowsOf(table)
      .map(({ target }) => target)
      .toSorted(),
  ).toEqual(['none', ...roleNames].toSorted())
})

describe.each(roleNames)('%s', (role) => {
  it('resets whom the table of resets says, and nobody else', async () => {
    const { caller, target } = await actorWith(role)
    for (const { target: held, could } of rowsOf(whoCanReset)) {
      const { id } = await target(held)
      const { canReset } = await caller.users.get({ id })
      const answer = await answerOf(caller.passwords.reset({ userId: id, choice, mustChange: true }))
      const expected = could.includes(role)
      expect({ held, isDone: answer.isDone, canReset }).toEqual({ held, isDone: expected, canReset: expected })
      if (!expected && hasColumn(whoCanReset, role)) expect(answer.roles.toSorted()).toEqual(could.toSorted())
    }
  })

  it('edits, blocks, unblocks and deletes whom the table of sensitive actions says, and nobody else', async () => {
    const { caller, target } = await actorWith(role)
    for (const [name, operation] of Object.entries(operations)) {
      for (const { target: held, could } of rowsOf(whoCanChange)) {
        const person = await target(held)
        const { canChange } = await caller.users.get({ id: person.id })
        const { isDone, roles } = await answerOf(operation(caller, person))
        const expected = could.includes(role)
        expect({ name, held, isDone, canChange }).toEqual({ name, held, isDone: expected, canChange: expected })
        if (!expected && hasColumn(whoCanChange, role)) expect(roles.toSorted()).toEqual(could.toSorted())
      }
    }
  })

  it('restores deleted people, who have no roles any more, if it has a column', async () => {
    const { services, owner, caller, target } = await actorWith(role)
    for (const held of ['none', 'globalAdministrator'] as const) {
      const { id } = await target(held)
      await services.users.deleteMany({ ids: [id] }, owner)
      const { users } = await caller.deleted.list({ offset: 0, limit: 10 })
      const input = { userId: id, username: null, style: 'strong', language: 'en' } as const
      const { isDone } = await answerOf(caller.passwords.restore(input))
      const expected = hasColumn(whoCanChange, role)
      expect([isDone, users.find((user) => user.id === id)?.canRestore]).toEqual([expected, expected])
    }
  })
})
