import type { ImportProblem } from '../../shared/imports.ts'
import type { Sql } from '../db/database.ts'

/** The problems of staged files: a temporary table on disk, so that a file with very many problems takes no memory. */
export function createProblemsStore(sql: Sql) {
  sql.exec(
    'CREATE TEMP TABLE IF NOT EXISTS import_problems (import TEXT NOT NULL, line INTEGER NOT NULL, problem TEXT NOT NULL)',
  )
  const add = sql.prepare('INSERT INTO import_problems VALUES (?, ?, ?)')
  const list = sql
    .prepare<unknown[], string>('SELECT problem FROM import_problems WHERE import = ? ORDER BY line, rowid LIMIT ?')
    .pluck()
  const drop = sql.prepare('DELETE FROM import_problems WHERE import = ?')
  return {
    add: (id: string, found: ImportProblem) => void add.run(id, found.line, JSON.stringify(found)),
    list: (id: string, limit: number) => list.all(id, limit).map((text) => JSON.parse(text) as ImportProblem),
    drop: (id: string) => void drop.run(id),
  }
}
