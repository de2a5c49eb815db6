import { describe, expect, it } from 'vitest'
import type { Words } from '../../../renderer/app/words.ts'
import { whyNots } from '../../../renderer/users/details-reasons.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import { userId } from '../../../shared/ids.ts'
import { canReset, type RoleName } from '../../../shared/rules/role-matrix.ts'

const words = { t: createWords('en').t, language: 'en' } as unknown as Words

function reasons(asking: readonly RoleName[], held: readonly RoleName[], isOwn = false) {
  const user = { id: userId.parse(7), roles: held, canReset: !isOwn && canReset(asking, held) }
  return whyNots(user, { userId: isOwn ? 7 : 1, roles: asking }, words)
}

describe('what the details pane lets an admin do', () => {
  it('lets a global admin do everything for a plain user', () => {
    expect(Object.values(reasons(['globalAdministrator'], [])).every((why) => why === null)).toBe(true)
  })

  it('lets a password admin reset, sign out and unlock, and names the roles that can do more', () => {
    const why = reasons(['passwordAdministrator'], [])
    expect([why.reset, why.requireChange, why.endAll, why.unlock]).toEqual([null, null, null, null])
    expect(why.remove).toBe("Your role doesn't allow this. It takes Global admin or User admin.")
    expect(why.shutOut).toBe(why.remove)
    expect(why.roles).toBe("Your role doesn't allow this. It takes Global admin.")
  })

  it('names only roles that may touch this very person', () => {
    const why = reasons(['userAdministrator'], ['globalAdministrator'])
    expect(why.remove).toBe("Your role doesn't allow this. It takes Global admin.")
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

  it('lets a reader do nothing', () => {
    expect(Object.values(reasons(['globalReader'], [])).some((why) => why === null)).toBe(false)
  })
})
