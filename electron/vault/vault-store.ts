import type { Sql } from '../db/database.ts'

export type VaultRow = { vault_id: string; key_version: number; proof: Uint8Array }
export type SlotKind = 'keychain' | 'recovery' | 'admin'
export type SlotRow = {
  id: number
  kind: SlotKind
  user_id: number | null
  salt: Uint8Array
  sealed: Uint8Array | null
  bound_to: Uint8Array | null
  created_at: number
  /** Who made a recovery key; null for other slots. */
  made_by: number | null
  username: string | null
}

export type NewSlot = {
  readonly salt: Uint8Array
  readonly sealed: Uint8Array | null
  readonly boundTo?: Uint8Array
  readonly madeBy?: number
}

/** The SQL of the vault: one row of facts and its key slots. */
export function createVaultStore(sql: Sql) {
  const vault = sql.prepare<[], VaultRow>('SELECT vault_id, key_version, proof FROM vault')
  const insertVault = sql.prepare('INSERT INTO vault (id, vault_id, key_version, proof) VALUES (1, ?, ?, ?)')
  const slots = sql.prepare<[], SlotRow>(
    'SELECT s.*, u.username FROM vault_slots s LEFT JOIN users u ON u.id = s.user_id ORDER BY s.id',
  )
  const remove = sql.prepare('DELETE FROM vault_slots WHERE kind = ? AND coalesce(user_id, 0) = ?')
  const insert = sql.prepare(
    'INSERT INTO vault_slots (kind, user_id, salt, sealed, bound_to, created_at, made_by) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const removeRetired = sql.prepare(
    `DELETE FROM vault_slots WHERE kind = 'admin' AND user_id NOT IN (
       SELECT u.id FROM users u JOIN user_roles r ON r.user_id = u.id AND r.role = 'globalAdministrator'
       WHERE u.is_blocked = 0)`,
  )
  const removeAdmins = sql.prepare("DELETE FROM vault_slots WHERE kind = 'admin'")
  return {
    vault: () => vault.get() ?? null,
    insertVault: (id: string, keyVersion: number, proof: Uint8Array) => insertVault.run(id, keyVersion, proof),
    slots: () => slots.all(),
    slot: (kind: SlotKind, userId: number | null = null) =>
      slots.all().find((slot) => slot.kind === kind && slot.user_id === userId) ?? null,
    removeSlot: (kind: SlotKind, userId: number | null = null) => remove.run(kind, userId ?? 0),
    putSlot: (kind: SlotKind, userId: number | null, slot: NewSlot, now: number) => {
      remove.run(kind, userId ?? 0)
      insert.run(kind, userId, slot.salt, slot.sealed, slot.boundTo ?? null, now, slot.madeBy ?? null)
    },
    removeAdmins: () => removeAdmins.run(),
    /** Removes the slots of people who are no enabled global admins any more. */
    removeRetired: () => removeRetired.run(),
  }
}
