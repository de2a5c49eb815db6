import type { Sql } from '../db/database.ts'

export type VaultRow = { vault_id: string; key_version: number; proof: Uint8Array }
export type SlotKind = 'keychain' | 'recovery' | 'admin'
export type SlotRow = {
  id: number
  kind: SlotKind
  user_id: number | null
  salt: Uint8Array
  sealed: Uint8Array | null
  created_at: number
  username: string | null
}

/** The SQL of the vault: one row of facts and its key slots. */
export function createVaultStore(sql: Sql) {
  const vault = sql.prepare<[], VaultRow>('SELECT vault_id, key_version, proof FROM vault')
  const insertVault = sql.prepare('INSERT INTO vault (id, vault_id, key_version, proof) VALUES (1, ?, ?, ?)')
  const slots = sql.prepare<[], SlotRow>(
    'SELECT s.*, u.username FROM vault_slots s LEFT JOIN users u ON u.id = s.user_id ORDER BY s.id',
  )
  const remove = sql.prepare('DELETE FROM vault_slots WHERE kind = ? AND coalesce(user_id, 0) = ?')
  const insert = sql.prepare('INSERT INTO vault_slots (kind, user_id, salt, sealed, created_at) VALUES (?, ?, ?, ?, ?)')
  return {
    vault: () => vault.get() ?? null,
    insertVault: (id: string, keyVersion: number, proof: Uint8Array) => insertVault.run(id, keyVersion, proof),
    slots: () => slots.all(),
    slot: (kind: SlotKind, userId: number | null = null) =>
      slots.all().find((slot) => slot.kind === kind && slot.user_id === userId) ?? null,
    removeSlot: (kind: SlotKind, userId: number | null = null) => remove.run(kind, userId ?? 0),
    putSlot: (kind: SlotKind, userId: number | null, salt: Uint8Array, sealed: Uint8Array | null, now: number) => {
      remove.run(kind, userId ?? 0)
      insert.run(kind, userId, salt, sealed, now)
    },
  }
}
