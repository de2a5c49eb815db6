import { describe, expect, it } from 'vitest'
import { errorMap } from '../../../shared/errors.ts'
import { createWords } from '../../../shared/i18n/i18n.ts'
import { reasonText } from '../../../shared/i18n/job-reason.ts'
import { exclusionReason } from '../../../shared/passwords.ts'

const { t } = createWords('en')

describe('why somebody of a job was left out or failed', () => {
  it('says an exclusion in words', () => {
    expect(reasonText(t, 'blocked')).toBe('Sign-in is blocked')
  })

  it('says an error code in words', () => {
    expect(reasonText(t, 'POLICY_IMPOSSIBLE')).toBe('No password of this kind passes the password rules')
    expect(reasonText(t, 'KEYCHAIN_FAILED')).toContain('keychain')
  })

  it('never shows a code or a gap for data that an item does not keep', () => {
    const needsData = ['USERNAME_TAKEN', 'FIELD_INVALID', 'FOLDER_IN_USE', 'MAIL_TEMPLATE', 'TOO_MANY_ATTEMPTS']
    needsData.push(
      'GROUP_NAME_TAKEN',
      'PASSWORD_KNOWN',
      'GROUP_LIMITS_ROLE',
      'GROUP_CIRCLE',
      'GROUP_IN_USE',
      'GROUP_IN_DIRECTORY',
      'DIRECTORY_GROUPS_IN_USE',
      'SELF_SERVICE_FAULTS',
      'TOO_MANY_GROUPS',
      'VIEW_NAME_TAKEN',
      'TOO_MANY_VIEWS',
      'APPROVER_PASSWORD_KNOWN',
      'WAITING_FOR_APPROVAL',
      'STORE_UPGRADE_FAILED',
      'STORE_NEWER',
      'UPGRADE_NEEDS_ROOM',
      'STORE_REPLACED',
      'STORE_PARTLY_DAMAGED',
      'BACKUP_KEY_WRONG',
      'BACKUP_NEWER',
      'FOLDER_HOLDS_STORE',
    )
    const codes = Object.keys(errorMap).filter((code) => !needsData.includes(code))
    for (const reason of [...codes, ...exclusionReason.options]) {
      expect(reasonText(t, reason), reason).not.toMatch(/\{\{|^[A-Z_]+$|errors\.|exclusion\./)
      expect(reasonText(t, reason).length, reason).toBeGreaterThan(10)
    }
  })

  it('has a sentence for a reason that it does not know, and nothing for none', () => {
    expect(reasonText(t, 'brandNew')).toBe('Something went wrong; the details are in the log')
    expect(reasonText(t, null)).toBe('')
  })
})
