import type { Sql } from '../db/database.ts'

/** The SQL of settings: named JSON values. */
export function createSettingsStore(sql: Sql) {
  const get = sql.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const set = sql.prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
  return {
    read: (name: string): unknown => {
      const text = get.get(name)
      return text === undefined ? null : JSON.parse(text)
    },
    write: (name: string, value: unknown) => set.run(name, JSON.stringify(value)),
  }
}
