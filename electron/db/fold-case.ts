import type { Sql } from './database.ts'

/** Replaces SQLite's own lower(), which leaves letters such as Å and Ø unchanged, so that search ignores case in every language of Keydesk. */
export function foldCase(sql: Sql): void {
  sql.function('lower', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? text.toLowerCase() : text,
  )
}
