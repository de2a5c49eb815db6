import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

// Checks a whole store over a connection of its own, so that nobody waits for it. Answers the names of damaged tables, at most this many.

const maximumNames = 100

function damagedIn(file: string): readonly string[] {
  const sql = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    if (isSound(sql, '')) return []
    const tables = sql.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
    const damaged = tables.filter((name) => !isSound(sql, name))
    return damaged.length > 0 ? damaged : ['keydesk.db']
  } catch {
    // The store is too damaged to list its tables.
    return ['keydesk.db']
  } finally {
    sql.close()
  }
}

function isSound(sql: Sqlite.Database, table: string): boolean {
  try {
    const said = sql.pragma(`quick_check(${table === '' ? maximumNames : `"${table}"`})`) as { quick_check: string }[]
    return said.length === 1 && said[0]?.quick_check === 'ok'
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_CORRUPT')) return false
    throw error
  }
}

parentPort?.postMessage(damagedIn(workerData as string))
