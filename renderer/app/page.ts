import { useCallback, useSyncExternalStore } from 'react'
import { isPermitted, type Permission, type RoleHolder } from '../../shared/rules/role-matrix.ts'
import { readHash, writeHash } from '../base/hash.ts'
import { savedStartPage } from '../base/preferences.ts'

export type Page = 'home' | 'users' | 'deleted' | 'groups' | 'requests' | 'settings' | 'audit' | 'account'

/** The pages in the order of the navigation, with the permission that each needs; null for none. */
const pages: readonly { readonly page: Page; readonly permission: Permission | null }[] = [
  { page: 'home', permission: 'users.read' },
  { page: 'users', permission: 'users.read' },
  { page: 'deleted', permission: 'users.read' },
  { page: 'groups', permission: 'users.read' },
  { page: 'requests', permission: 'users.read' },
  { page: 'settings', permission: 'users.read' },
  { page: 'audit', permission: 'audit.read' },
  { page: 'account', permission: null },
]

/** The pages that somebody with these roles may see. */
export function allowedPages(holder: RoleHolder): readonly Page[] {
  return pages
    .filter(({ permission }) => permission === null || isPermitted(holder, permission))
    .map(({ page }) => page)
}

function subscribe(onChange: () => void): () => void {
  addEventListener('hashchange', onChange)
  return () => removeEventListener('hashchange', onChange)
}

function current(): Page {
  const named = readHash().get('page')
  return pages.find(({ page }) => page === named)?.page ?? savedStartPage()
}

/** The page on the screen, kept in the hash of the address so that Back, Forward and a reload work. */
export function usePage(): readonly [Page, (page: Page) => void] {
  const page = useSyncExternalStore(subscribe, current)
  const setPage = useCallback((next: Page) => writeHash('page', next), [])
  return [page, setPage]
}
