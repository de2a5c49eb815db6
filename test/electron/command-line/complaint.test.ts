import { describe, expect, it } from 'vitest'
import { complaintOf, usageError } from '../../../electron/command-line/complaint.ts'
import { exitStatusOf } from '../../../electron/command-line/exit-status.ts'
import { DomainError } from '../../../shared/errors.ts'

describe('what went wrong, in words', () => {
  it('is the sentence of the error code with its facts', () => {
    const { sentence, status } = complaintOf(new DomainError('FOLDER_IN_USE', { holder: 'desktop, process 7' }), 'en')
    expect(sentence).toContain('Desktop app, process 7')
    expect(status).toBe(5)
  })

  it('calls roles and rules by their names', () => {
    expect(complaintOf(new DomainError('NOT_ALLOWED', { roles: ['globalAdministrator'] }), 'en').sentence).toContain(
      'Global admin',
    )
    expect(complaintOf(new DomainError('POLICY_BROKEN', { rules: ['length'], words: [] }), 'en').sentence).toContain(
      'length',
    )
  })

  it('names no roles where none would do', () => {
    expect(complaintOf(new DomainError('NOT_ALLOWED', { roles: [] }), 'en').sentence).not.toContain('roles')
  })

  it('says what is missing and what is wrong with a file', () => {
    expect(complaintOf(new DomainError('NOT_FOUND', { what: 'job' }), 'en').sentence).toContain('job')
    expect(
      complaintOf(new DomainError('FILE_UNREADABLE', { fault: 'unclosedQuote', line: 7 }), 'en').sentence,
    ).toContain('7')
  })

  it('counts', () => {
    expect(complaintOf(new DomainError('TOO_MANY_ATTEMPTS', { seconds: 1 }), 'en').sentence).toContain('1 second ')
    expect(complaintOf(new DomainError('TOO_MANY_ATTEMPTS', { seconds: 9 }), 'en').sentence).toContain('9 seconds')
  })

  it('keeps the words of a usage error and none of a bug', () => {
    expect(complaintOf(usageError('Say who.'), 'en')).toEqual({ sentence: 'Say who.', status: 2 })
    expect(complaintOf(new TypeError('password hunter2'), 'en').sentence).toBe('Something went wrong (TypeError).')
  })
})

describe('the exit status', () => {
  it.each([
    ['SIGN_IN_FAILED', 3],
    ['NOT_ALLOWED', 3],
    ['VAULT_LOCKED', 4],
    ['FOLDER_IN_USE', 5],
    ['BAD_REQUEST', 2],
    ['NOT_SET_UP', 2],
    ['INTERNAL', 1],
  ] as const)('of %s is %d', (code, status) => {
    expect(exitStatusOf(code)).toBe(status)
  })
})
