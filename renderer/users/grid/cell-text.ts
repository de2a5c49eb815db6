import type { UserRow } from '../../../shared/users.ts'
import { localeOf, type Words } from '../../base/words/words.ts'
import { rolesText } from '../reset-reason.ts'
import type { GridColumn } from './columns.ts'
import { timeLeft } from './time-left.ts'

/** What a cell says, in words: it is shown, measured for the width of its column, and copied. `now` in milliseconds. */
export function cellText(id: GridColumn['id'], row: UserRow, words: Words, now: number): string {
  switch (id) {
    case 'select':
    case 'reset':
      return ''
    case 'passwordState':
      return words.t(`states.${row.passwordState}`)
    case 'signIn':
      return words.t(`users.signInShort.${row.signIn}`)
    case 'passwordChangedAt':
      return row.passwordChangedAt === null ? '' : words.formatDate(row.passwordChangedAt)
    case 'passwordExpiresAt':
      return expiryText(row, words, now)
    case 'roles':
      return rolesText(row.roles, words)
    case 'directory':
      return row.directory ?? words.t('users.ownDirectory')
    default:
      return row[id]
  }
}

/** A day, or the remaining time where hours matter. */
function expiryText({ passwordExpiresAt, passwordState }: UserRow, words: Words, now: number): string {
  if (passwordExpiresAt === null) return ''
  if (passwordState === 'temporary') return timeLeft(passwordExpiresAt - now, localeOf(words.language))
  return words.formatDate(passwordExpiresAt)
}
