import { describe, expect, it } from 'vitest'
import { detailText, reasonText, targetText } from '../../../renderer/ui/entry-words.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'

const { t } = createWords('en')

describe('the words of an audit entry', () => {
  it('puts known reasons and error codes into words and shows others as they stand', () => {
    expect(reasonText(t, 'wrongPassword')).toBe('Wrong password')
    expect(reasonText(t, 'DISK_FULL')).toBe('The disk is full. Make room and try again.')
    expect(reasonText(t, 'somethingNew')).toBe('somethingNew')
    expect(reasonText(t, '')).toBe('')
  })

  it('names the kind of a job and leaves user names alone', () => {
    expect(targetText(t, 'resetPasswords')).toBe('Reset password')
    expect(targetText(t, 'anna@example.com')).toBe('anna@example.com')
  })

  it('lists facts in words, without the numbers that only machines read', () => {
    const english = { t, language: 'en' } as const
    expect(detailText(english, { mustChange: 'true', job: '1f0c' })).toBe('must change it: yes')
    expect(detailText(english, { role: 'helpdeskAdministrator' })).toBe('role: Helpdesk admin')
    expect(detailText(english, { roles: 'helpdeskAdministrator, globalReader' })).toBe(
      'roles: Helpdesk admin, Global reader',
    )
    expect(detailText(english, { neverExpires: 'true' })).toBe('password never expires: yes')
    expect(detailText(english, { users: '60', leftOut: '2', ids: '2–61' })).toBe('users: 60 · left out: 2')
    expect(detailText(english, { temporaryHours: '72 → null' })).toBe(
      'How long a temporary password works: 72 → no limit',
    )
    expect(detailText(english, { somethingNew: '1' })).toBe('somethingNew: 1')
    const danish = { t: createWords('da').t, language: 'da' } as const
    expect(detailText(danish, { fields: 'jobTitle, city' })).toBe('ændrede felter: Stilling, By')
  })
})
