import type { Sql } from '../db/database.ts'

const noted = 'home.recoveryKey'

/** The SQL of what Home remembers: when the recovery key was made that an admin has stored. */
export function createHomeStore(sql: Sql) {
  const read = sql.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const write = sql.prepare(
    'INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    notedKey: (): number | null => JSON.parse(read.get(noted) ?? 'null') as number | null,
    noteKey: (createdAt: number): void => void write.run(noted, JSON.stringify(createdAt)),
  }
}
