/** What a directory that users live in must be able to do; the built-in one is the store itself, LDAP and Active Directory come later. */
export type Target = {
  /** Writes a new password inside the caller's transaction. */
  readonly setPassword: (id: number, password: NewPassword) => void
  /** Makes the user choose a new password at next sign-in, without a new one. */
  readonly requireChange: (id: number) => void
}

export type NewPassword = {
  readonly hash: string
  readonly changedAt: number
  readonly isTemporary: boolean
  /** When a temporary password lapses, milliseconds UTC; null for never. */
  readonly lapsesAt: number | null
}
