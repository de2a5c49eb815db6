import type { Sql } from '../db/database.ts'

export type CertificateKind = 'authority' | 'leaf' | 'own'
export type StoredCertificate = { readonly certificate: string; readonly sealed: Uint8Array }

/** The SQL of the portal: settings, certificates with sealed keys, and counted attempts. */
export function createPortalStore(sql: Sql) {
  const settings = sql.prepare<[], string>('SELECT document FROM portal_settings WHERE id = 1').pluck()
  const putSettings = sql.prepare(
    'INSERT INTO portal_settings VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document',
  )
  const certificate = sql.prepare<[CertificateKind], StoredCertificate>(
    'SELECT certificate, sealed FROM portal_certificates WHERE kind = ?',
  )
  const putCertificate = sql.prepare('INSERT OR REPLACE INTO portal_certificates VALUES (?, ?, ?, ?)')
  const attempts = sql.prepare<[string], string>('SELECT attempts FROM portal_limits WHERE name = ?').pluck()
  const putAttempts = sql.prepare('INSERT OR REPLACE INTO portal_limits VALUES (?, ?, ?)')
  const forget = sql.prepare('DELETE FROM portal_limits WHERE touched_at < ?')
  return {
    settings: (): unknown => {
      const text = settings.get()
      return text === undefined ? null : JSON.parse(text)
    },
    putSettings: (value: unknown) => putSettings.run(JSON.stringify(value)),
    certificate: (kind: CertificateKind): StoredCertificate | null => certificate.get(kind) ?? null,
    putCertificate: (kind: CertificateKind, pem: string, sealed: Uint8Array, now: number) =>
      putCertificate.run(kind, pem, sealed, now),
    attempts: (name: string): readonly number[] => JSON.parse(attempts.get(name) ?? '[]') as number[],
    putAttempts: (name: string, value: readonly number[], now: number) =>
      putAttempts.run(name, JSON.stringify(value), now),
    forgetAttempts: (before: number) => forget.run(before),
  }
}
export type PortalStore = ReturnType<typeof createPortalStore>
