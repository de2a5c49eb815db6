import { describe, expect, it } from 'vitest'
import type { Words } from '../../../../renderer/base/words/words.ts'
import { whyNots } from '../../../../renderer/users/commands/why-nots.ts'
import { createWords } from '../../../../shared/i18n/i18n.ts'
import { groupId, userId } from '../../../../shared/ids.ts'
import { canChange, canReset, type LimitableRole, type RoleName } from '../../../../shared/rules/role-matrix.ts'

const words = { t: createWords('en').t, language: 'en' } as unknown as Words

/** As the service would say of somebody in or out of the groups that the roles are limited to. */
function limitedReasons(asking: readonly RoleName[], limited: LimitableRole, isInside: boolean) {
  const user = {
    id: userId.parse(7),
    roles: [],
    canReset: isInside,
    canChange: isInside,
    directory: null,
    canBlock: true,
  }
  const limits = [{ role: limited, groups: [groupId.parse(1)] }]
  return whyNots(user, { userId: 1, roles: asking, limits }, words)
}

function reasons(asking: readonly RoleName[], held: readonly RoleName[], isOwn = false) {
  const user = {
    id: userId.parse(7),
    roles: held,
    canReset: !isOwn && canReset(asking, held),
    canChange: canChange(asking, isOwn ? [] : held),
    directory: null,
    canBlock: true,
  }
  return whyNots(user, { userId: isOwn ? 7 : 1, roles: asking, limits: [] }, words)
}

describe('what the details pane lets an admin do', () => {
  it('lets a global admin do everything for a plain user', () => {
    expect(Object.values(reasons(['globalAdministrator'], [])).every((why) => why === null)).toBe(true)
  })

  it('lets a password admin reset, sign out and unlock, and names the roles that can do more', () => {
    const why = reasons(['passwordAdministrator'], [])
    expect([why.reset, why.requireChange, why.endAll, why.unlock]).toEqual([null, null, null, null])
    expect(why.remove).toMatch(
      /need the role Global admin, Privileged authentication admin, Authentication admin,? or User admin\.$/,
    )
    expect([why.shutOut, why.block, why.edit]).toEqual([why.remove, why.remove, why.remove])
    expect(why.neverExpires).toBe("Your role doesn't allow this. You need the role Global admin or User admin.")
    expect(why.roles).toBe("Your role doesn't allow this. You need the role Global admin.")
  })

  it('names only roles that may touch this very person', () => {
    const why = reasons(['userAdministrator'], ['globalAdministrator'])
    expect(why.remove).toBe(
      "Your role doesn't allow this. You need the role Global admin or Privileged authentication admin.",
    )
    expect(why.edit).toBe(why.remove)
    expect(why.reset).toContain('Privileged authentication admin')
  })

  it('keeps admins from resetting, blocking, deleting or shutting out themselves, not from editing', () => {
    const why = reasons(['globalAdministrator'], ['globalAdministrator'], true)
    expect(why.reset).toBe('Change your own password under My account.')
    expect(why.block).toBe("You can't block your own account.")
    for (const action of ['endAll', 'remove', 'shutOut'] as const) {
      expect(why[action], action).toBe("You can't do this to your own account.")
    }
    expect([why.edit, why.roles]).toEqual([null, null])
  })

  it('lets an authentication admin block, edit and delete, not decide about expiry', () => {
    const why = reasons(['authenticationAdministrator'], [])
    expect([why.block, why.edit, why.remove, why.shutOut]).toEqual([null, null, null, null])
    expect(why.neverExpires).not.toBeNull()
  })

  it('says that a limited role is limited, and leaves it what its groups allow', () => {
    const inside = limitedReasons(['userAdministrator'], 'userAdministrator', true)
    expect([inside.reset, inside.block, inside.edit, inside.remove]).toEqual([null, null, null, null])
    const outside = limitedReasons(['passwordAdministrator'], 'passwordAdministrator', false)
    expect(outside.reset).toMatch(/^Your role covers only certain groups\. .* Password admin without that limit\.$/)
    expect(outside.unlock).toBe(outside.reset)
    expect(outside.remove).toMatch(/^Your role doesn't allow this/)
    expect(inside.neverExpires).toBe(
      'Your role covers only certain groups. You need Global admin or User admin without that limit.',
    )
  })

  it('leaves to a directory what it keeps, and says which directory that is', () => {
    const user = { id: userId.parse(7), roles: [], canReset: true, canChange: true, directory: 'Office' }
    const asking = { userId: 1, roles: ['globalAdministrator'], limits: [] } as const
    const why = whyNots({ ...user, canBlock: false }, asking, words)
    for (const action of ['block', 'remove', 'shutOut'] as const)
      expect(why[action], action).toMatch(/^This is kept in Office\./)
    expect([why.reset, why.requireChange, why.endAll, why.roles]).toEqual([null, null, null, null])
    const can = whyNots({ ...user, canBlock: true }, asking, words)
    expect([can.block, can.shutOut]).toEqual([null, null])
    // What of somebody can be edited there, the directory says itself, field by field.
    expect([can.edit, can.neverExpires]).toEqual([null, null])
  })

  it('lets a reader do nothing', () => {
    expect(Object.values(reasons(['globalReader'], [])).some((why) => why === null)).toBe(false)
  })
})
