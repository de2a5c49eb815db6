import { expect, it } from 'vitest'
import { DomainError } from '../../../../shared/errors.ts'
import {
  hasWrittenNothing,
  isDirectoryAway,
  isLostConnection,
  OutcomeUnknown,
} from '../../../../shared/rules/directory/directory-faults.ts'

const notFound = new DomainError('NOT_FOUND', { what: 'user' })
const refused = new DomainError('DIRECTORY_REFUSED')
const notAllowed = new DomainError('DIRECTORY_NOT_ALLOWED')
const unreachable = new DomainError('DIRECTORY_UNREACHABLE')
const uncertain = new DomainError('DIRECTORY_UNCERTAIN')

it('knows after which errors nothing was written', () => {
  expect([notFound, refused, notAllowed, unreachable].map(hasWrittenNothing)).toEqual([true, true, true, true])
})

it('takes every other error for an unknown outcome', () => {
  const others = [
    uncertain,
    new DomainError('DISK_FULL'),
    new Error('NOT_FOUND'),
    { code: 'NOT_FOUND' },
    null,
    undefined,
  ]
  expect(others.map(hasWrittenNothing)).toEqual(others.map(() => false))
})

it('waits for a directory that is away, and for nothing that waiting does not help', () => {
  expect([unreachable, uncertain, refused, notAllowed, notFound, new Error('x')].map(isDirectoryAway)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

it('takes a connection that was cut or timed out for lost, and everything else for a bug', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code })
  const lost = [
    ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETDOWN'].map(withCode),
    Object.assign(new Error('x'), { name: 'TimeoutError' }),
    new Error('Connection closed before message response was received'),
    new OutcomeUnknown('Somebody else wrote, too.', { cause: refused }),
  ]
  expect(lost.map(isLostConnection)).toEqual(lost.map(() => true))
  const bugs = [new TypeError('x is not a function'), refused, withCode('SQLITE_FULL'), {}]
  expect(bugs.map(isLostConnection)).toEqual(bugs.map(() => false))
})
