import type { TFunction } from 'i18next'
import { templateText } from '../../shared/i18n/entry-texts.ts'
import type { OperationKey, Request, RequestFact } from '../../shared/requests.ts'
import type { RoleName } from '../../shared/rules/role-matrix.ts'
import { languageText } from '../base/words/entry-words.ts'

/** What a request asks for, in one line. */
export function whatText(
  t: TFunction,
  { asked, target, people }: Pick<Request, 'asked' | 'target' | 'people'>,
): string {
  switch (asked.kind) {
    case 'resetAdmin':
      return t('requests.what.resetAdmin', { name: target?.displayName ?? '' })
    case 'resetEverybody':
      return t('requests.what.resetEverybody', { count: people })
    case 'switchOffTwoPerson':
      return t('requests.what.switchOffTwoPerson')
    case 'operation':
      return operationText(t, asked, target?.displayName ?? '')
    case 'help':
      return t('requests.what.help', { name: target?.displayName ?? '' })
  }
}

export type AskedOperation = Extract<Request['asked'], { kind: 'operation' }>

function operationText(t: TFunction, { operation, facts }: AskedOperation, name: string): string {
  // The name of one person is shown elsewhere; several people are named in a fact.
  if (operation === 'users.deleteMany' && facts.length === 0) return t('requests.operations.users_deleteOne', { name })
  const key = operation.replace('.', '_') as OperationKey<typeof operation>
  return t(`requests.operations.${key}`, { name })
}

/** One fact about what would change, in words. */
export function factText(t: TFunction, { name, value }: RequestFact): string {
  if (name === 'roles') {
    const roles = value === '' ? [] : value.split(', ')
    return roles.length === 0 ? t('roles.none') : roles.map((role) => t(`roles.${role as RoleName}`)).join(', ')
  }
  if (name === 'signIn') return t(value === 'blocked' ? 'signIn.blocked' : 'signIn.allowed')
  if (name === 'template') return templateText(t, value)
  if (name === 'language') return languageText(value)
  if (name === 'reset') return t('audit.values.true')
  return value === '' ? '–' : value
}

/** The state of a request in words; help is "given", not "approved". */
export function stateText(t: TFunction, { asked, state }: Pick<Request, 'asked' | 'state'>): string {
  return asked.kind === 'help' && state === 'approved' ? t('requests.answered') : t(`requests.states.${state}`)
}

/** Why the reader can't approve or refuse the request; null where they can, or where it is decided. */
export function whyNotText(t: TFunction, { asked, state, isOwn, canDecide }: Request): string | null {
  if (state !== 'open' || canDecide) return null
  if (isOwn) return t('requests.ownWaits')
  return asked.kind === 'help' ? t('requests.mayNotHelp') : t('requests.mayNot')
}
