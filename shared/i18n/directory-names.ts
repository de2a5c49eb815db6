import type { DirectoryKind } from '../directories.ts'

/** What the kinds of directories are called in every language. */
export const directoryNames: Readonly<Record<DirectoryKind, string>> = {
  activeDirectory: 'Active Directory',
  openLdap: 'OpenLDAP',
  directoryServer389: '389 Directory Server',
}
