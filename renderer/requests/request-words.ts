import type { TFunction } from 'i18next'
import type { Request } from '../../shared/requests.ts'

/** What is asked, in one line. */
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
    case 'help':
      return t('requests.what.help', { name: target?.displayName ?? '' })
  }
}

/** Where a request stands; help is not approved but given. */
export function stateText(t: TFunction, { asked, state }: Pick<Request, 'asked' | 'state'>): string {
  return asked.kind === 'help' && state === 'approved' ? t('requests.answered') : t(`requests.states.${state}`)
}

/** What stands in the way of a yes or no by the reader; null where nothing does, or there is nothing left to decide. */
export function whyNotText(t: TFunction, { asked, state, isOwn, canDecide }: Request): string | null {
  if (state !== 'open' || canDecide) return null
  if (isOwn) return t('requests.ownWaits')
  return asked.kind === 'help' ? t('requests.mayNotHelp') : t('requests.mayNot')
}
