import type { ProofMethod } from '../../shared/rules/self-service.ts'
import type { Sql } from '../db/database.ts'
import { smsNumber } from './sms.ts'

type Row = [id: number, email: number, mobile: string, authenticator: number, recoveryCodes: number, answers: number]
export type Registered = ReturnType<typeof createRegistered>

const bit = { email: 1, sms: 2, authenticator: 4, recoveryCode: 8 } as const
/** The higher four bits of a person's byte hold how many security questions they have answered. */
const answersAt = 4

/** Rows read in one go: short enough that nobody waits. */
const rowsAtOnce = 2000

/** True for contact information that nobody has vouched for: the person wrote it and proved nothing. */
const unproved = (field: string, column: string) =>
  `EXISTS (SELECT 1 FROM unproved_contacts c WHERE c.user_id = u.id AND c.field = '${field}' AND c.value = u.${column})`
const columns = `u.id, u.alternate_email <> '' AND NOT ${unproved('alternateEmail', 'alternate_email')},
  iif(${unproved('mobilePhone', 'mobile_phone')}, '', u.mobile_phone),
  EXISTS (SELECT 1 FROM authenticators a WHERE a.user_id = u.id),
  EXISTS (SELECT 1 FROM recovery_codes r WHERE r.user_id = u.id),
  (SELECT count(*) FROM security_answers s WHERE s.user_id = u.id)`

/**
 * Which methods everybody has, a byte each, so that the report and the preview of a policy answer at once at any size. The store stays the
 * truth: triggers report every row that changes, and the next question reads those rows again.
 */
export function createRegistered(sql: Sql) {
  let bytes = new Uint8Array(1024)
  const changed = new Set<number>()
  watchChanges(sql, changed)
  const one = sql.prepare<[number], Row>(`SELECT ${columns} FROM users u WHERE u.id = ?`).raw()
  const next = sql
    .prepare<[number], Row>(`SELECT ${columns} FROM users u WHERE u.id > ? ORDER BY u.id LIMIT ${rowsAtOnce}`)
    .raw()
  let loading: Generator<void> | null = load()

  function* load(): Generator<void> {
    for (let last = 0; ; ) {
      const rows = next.all(last)
      if (rows.length === 0) return
      for (const row of rows) put(row)
      last = (rows[rows.length - 1] as Row)[0]
      yield
    }
  }

  function put([id, email, mobile, authenticator, codes, answers]: Row): void {
    if (id >= bytes.length) {
      const wider = new Uint8Array(Math.ceil((id + 1) * 1.25))
      wider.set(bytes)
      bytes = wider
    }
    const methods =
      (email ? bit.email : 0) |
      (smsNumber(mobile) === null ? 0 : bit.sms) |
      (authenticator ? bit.authenticator : 0) |
      (codes ? bit.recoveryCode : 0)
    bytes[id] = methods | (Math.min(answers, 15) << answersAt)
  }

  function refresh(): void {
    // So many at once were imported: all are read again in order, which is faster than one by one.
    if (loading === null && changed.size > rowsAtOnce) {
      bytes.fill(0)
      changed.clear()
      loading = load()
    }
    if (loading !== null) {
      while (!loading.next().done);
      loading = null
    }
    for (const id of changed) {
      const row = one.get(id)
      if (row !== undefined) put(row)
      else if (id < bytes.length) bytes[id] = 0
    }
    changed.clear()
  }

  return {
    /** Brings everything up to date; asked once before many questions. */
    refresh,
    /** A byte for one person, alike for people who have the same; only fresh after `refresh`. */
    byteOf: (id: number): number => bytes[id] ?? 0,
    /** Loads in small steps, so that a start with many users blocks nobody. */
    warm: async (): Promise<void> => {
      while (loading !== null && sql.open && !loading.next().done) await new Promise(setImmediate)
      if (sql.open) loading = null
    },
  }
}

/** How many security questions a byte stands for. */
export function answersIn(byte: number): number {
  return byte >> answersAt
}

/** The methods that a byte stands for; questions count from so many answers on. */
export function methodsIn(byte: number, questionsToReset: number): readonly ProofMethod[] {
  const names = Object.keys(bit) as (keyof typeof bit)[]
  const found: ProofMethod[] = names.filter((name) => (byte & bit[name]) !== 0)
  return answersIn(byte) >= questionsToReset ? [...found, 'questions'] : found
}

function watchChanges(sql: Sql, changed: Set<number>): void {
  sql.function('registration_changed', (id: unknown) => {
    changed.add(id as number)
    return null
  })
  const tables = ['unproved_contacts', 'security_answers', 'authenticators', 'recovery_codes']
  const ofPerson = tables.flatMap((table): [string, string][] => [
    [`INSERT ON main.${table}`, 'new.user_id'],
    [`UPDATE ON main.${table}`, 'new.user_id'],
    [`DELETE ON main.${table}`, 'old.user_id'],
  ])
  const events: [event: string, id: string][] = [
    ['INSERT ON main.users', 'new.id'],
    ['UPDATE OF alternate_email, mobile_phone ON main.users', 'new.id'],
    ['DELETE ON main.users', 'old.id'],
    ...ofPerson,
  ]
  for (const [at, [event, id]] of events.entries()) {
    sql.exec(`CREATE TEMP TRIGGER registration_${at} AFTER ${event} BEGIN SELECT registration_changed(${id}); END`)
  }
}
