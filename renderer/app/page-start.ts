import type { ReportFilter } from '../../shared/registration.ts'
import type { OpenKind } from '../../shared/requests.ts'
import { noFilter, type UserFilter } from '../../shared/users.ts'
import type { TypedFilter } from '../audit/use-audit-filter.ts'
import type { HomeLinks } from '../home/home-links.ts'
import type { StuckMails } from '../mail/mail-section.tsx'
import { type SettingsPlace, wantSettingsPlace } from '../settings/settings-places.ts'
import type { UsersStart } from '../users/active-users-page.tsx'
import type { Page } from './page.ts'

/** What a page begins with when something leads to it, until another page is shown. */
export type PageStart = {
  readonly page?: Page
  /** Counted up, so that a page that is shown already begins anew. */
  readonly visit?: number
  readonly users?: UsersStart
  readonly requests?: OpenKind
  readonly audit?: Partial<TypedFilter>
  readonly registration?: ReportFilter
  readonly mail?: StuckMails
}
export type Go = (page: Page, start?: Omit<PageStart, 'page' | 'visit'>) => void

/** People of the list by a filter; the temporary passwords that lapse first come first. */
function peopleBy(filter: Partial<UserFilter>): UsersStart {
  const isTemporary = filter.lapse !== undefined || filter.passwordState?.includes('temporary') === true
  const by = isTemporary ? 'passwordExpiresAt' : 'displayName'
  return {
    conditions: { search: '', filter: { ...noFilter, ...filter }, sort: { by, direction: 'ascending' } },
  }
}

/** The ways from Home to the lists behind its numbers. */
export function homeLinks(go: Go): HomeLinks {
  const settings = (place: SettingsPlace, start: Parameters<Go>[1] = {}) => {
    wantSettingsPlace(place)
    go('settings', start)
  }
  return {
    people: (filter) => go('users', { users: peopleBy(filter) }),
    requests: (only) => go('requests', { requests: only }),
    settings,
    stuckMails: () => settings('mail', { mail: { state: 'stuck' } }),
    registration: (only) => settings('registration', { registration: only }),
    audit: (action, from, until) => go('audit', { audit: { action, from, until } }),
    addUser: () => go('users', { users: { task: { kind: 'add' } } }),
  }
}
