import type { Sql } from './database.ts'

/** SQLite's own lower() leaves Å and Ø as they are: names are found as people write them in every language of Keydesk. */
export function foldCase(sql: Sql): void {
  sql.function('lower', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? text.toLowerCase() : text,
  )
}
