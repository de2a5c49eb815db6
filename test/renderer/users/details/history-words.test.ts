import { describe, expect, it } from 'vitest'
import type { Words } from '../../../../renderer/base/words/words.ts'
import { historyWords } from '../../../../renderer/users/details/history-words.ts'
import type { AuditEntry } from '../../../../shared/audit.ts'
import { createWords } from '../../../../shared/i18n/i18n.ts'

const words = { t: createWords('en').t, language: 'en' } as unknown as Words
const own = 'anna@nordwind.test'
const entry: AuditEntry = {
  id: 1,
  at: 0,
  actor: 'olga@nordwind.test',
  action: 'Reset user password.',
  target: own,
  result: 'success',
  reason: '',
  door: 'browser',
  detail: {},
}

describe("a person's own history", () => {
  it('says what was done and by whom, without repeating whose history it is', () => {
    expect(historyWords(entry, own, words)).toEqual({
      what: 'Reset user password',
      rest: 'by olga@nordwind.test · Browser',
    })
  })

  it('says to whom they did it, when it was they who did', () => {
    const done: AuditEntry = { ...entry, actor: own, target: 'birger@nordwind.test' }
    expect(historyWords(done, own, words).rest).toBe('birger@nordwind.test · Browser')
  })

  it('says why something failed', () => {
    const failed: AuditEntry = {
      ...entry,
      ...{ actor: '', action: 'UserLoginFailed', result: 'failure', reason: 'wrongPassword' },
    }
    expect(historyWords(failed, own, words)).toEqual({
      what: 'Sign-in failed',
      rest: 'failed: Wrong password · Browser',
    })
  })
})
