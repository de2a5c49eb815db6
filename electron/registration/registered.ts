import type { ProofMethod } from '../../shared/rules/self-service.ts'
import { smsNumber } from '../../shared/rules/text/sms-number.ts'
import { provedByPerson, writerUnknown } from '../../shared/rules/vouched.ts'
import type { Sql } from '../db/database.ts'
import type { Watched, Watcher } from '../people/watcher.ts'
import type { Judge } from '../vouching/vouching.ts'

type Row = [
  id: number,
  email: number,
  emailBy: number,
  mobile: string,
  mobileBy: number,
  app: number | null,
  codes: number | null,
  answers: number,
  answersBy: number,
]
export type Registered = ReturnType<typeof createRegistered>

const bit = { email: 1, sms: 2, authenticator: 4, recoveryCode: 8 } as const
/** A person's byte holds the number of answered security questions in its upper four bits. */
const answersAt = 4

/** Rows read in one go: short enough that nobody waits. */
const rowsAtOnce = 2000

/**
 * The author of what was registered: the maker of the pass or knower of the password of that session; 0 for the person, null where nothing is
 * registered.
 */
const passOf = (table: string) => `(SELECT max(coalesce(t.pass_by, 0)) FROM ${table} t WHERE t.user_id = u.id)`
const columns = `u.id, u.alternate_email <> '',
  iif(u.alternate_email_proved, ${provedByPerson}, coalesce(u.alternate_email_writer, ${writerUnknown})),
  u.mobile_phone, coalesce(u.mobile_phone_writer, ${writerUnknown}),
  ${passOf('authenticators')}, ${passOf('recovery_codes')},
  (SELECT count(*) FROM security_answers s WHERE s.user_id = u.id), coalesce(${passOf('security_answers')}, 0)`

/** The authors of somebody's app, codes and answers where these did not come by the person's own password; few people have any. */
type ByPass = { readonly app: number; readonly codes: number; readonly answers: number }

/**
 * The methods of everybody, one byte each, so that the report and the preview of a policy are fast at any size. The store decides: every row
 * that has changed is read again before the next question is answered.
 */
export function createRegistered({ sql, watcher }: { readonly sql: Sql; readonly watcher: Watcher }) {
  let bytes = new Uint8Array(1024)
  let emailBy = new Int32Array(1024)
  let mobileBy = new Int32Array(1024)
  const byPass = new Map<number, ByPass>()
  const changes = watcher.watch(watched)
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

  function put([id, email, emailWriter, mobile, mobileWriter, app, codes, answers, answersPass]: Row): void {
    if (id >= bytes.length) {
      const length = Math.ceil((id + 1) * 1.25)
      bytes = widened(bytes, new Uint8Array(length))
      emailBy = widened(emailBy, new Int32Array(length))
      mobileBy = widened(mobileBy, new Int32Array(length))
    }
    const methods =
      (email ? bit.email : 0) |
      (smsNumber(mobile) === null ? 0 : bit.sms) |
      (app === null ? 0 : bit.authenticator) |
      (codes === null ? 0 : bit.recoveryCode)
    bytes[id] = methods | (Math.min(answers, 15) << answersAt)
    emailBy[id] = emailWriter
    mobileBy[id] = mobileWriter
    if (app || codes || answersPass) byPass.set(id, { app: app ?? 0, codes: codes ?? 0, answers: answersPass })
    else byPass.delete(id)
  }

  /** Leaves out methods whose author, if not the person, could not reset the person now. */
  function withoutInvalid(byte: number, id: number, roleBits: number, judge: Judge): number {
    const { app, codes, answers } = byPass.get(id) as ByPass
    const isInvalid = (maker: number) => maker > 0 && !judge.counts(maker, id, roleBits)
    const left = byte & ~(isInvalid(app) ? bit.authenticator : 0) & ~(isInvalid(codes) ? bit.recoveryCode : 0)
    return isInvalid(answers) ? left & ((1 << answersAt) - 1) : left
  }

  function loadAll(): void {
    if (loading === null) return
    while (!loading.next().done);
    loading = null
  }

  function read(changed: ReadonlySet<number>): void {
    // After a large import all rows are read again in order, which is faster than one by one.
    if (changed.size > rowsAtOnce) {
      bytes.fill(0)
      byPass.clear()
      loading = load()
      loadAll()
      return
    }
    for (const id of changed) {
      const row = one.get(id)
      if (row === undefined) byPass.delete(id)
      else put(row)
    }
  }

  function refresh(): void {
    loadAll()
    changes.take(read)
  }

  return {
    /** Reads what has changed; called once before many questions. */
    refresh,
    /** The methods of one person that count by today's roles, as a byte; the same methods give the same byte. Up to date only after `refresh`. */
    byteOf: (id: number, roleBits: number, judge: Judge): number => {
      let byte = bytes[id] ?? 0
      if (byte & bit.email && !judge.counts(emailBy[id] as number, id, roleBits)) byte &= ~bit.email
      if (byte & bit.sms && !judge.counts(mobileBy[id] as number, id, roleBits)) byte &= ~bit.sms
      return byPass.size > 0 && byPass.has(id) ? withoutInvalid(byte, id, roleBits, judge) : byte
    },
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

/** The methods in a byte; questions count from `questionsToReset` answers on. */
export function methodsIn(byte: number, questionsToReset: number): readonly ProofMethod[] {
  const names = Object.keys(bit) as (keyof typeof bit)[]
  const found: ProofMethod[] = names.filter((name) => (byte & bit[name]) !== 0)
  return answersIn(byte) >= questionsToReset ? [...found, 'questions'] : found
}

function widened<T extends Uint8Array | Int32Array>(old: T, wider: T): T {
  wider.set(old)
  return wider
}

/** The tables of methods that belong to one person each. */
const tables = ['security_answers', 'authenticators', 'recovery_codes']
const writers = 'alternate_email_writer, alternate_email_proved, mobile_phone_writer'
const watched: readonly Watched[] = [
  ['INSERT ON main.users', 'new.id'],
  [`UPDATE OF alternate_email, mobile_phone, ${writers} ON main.users`, 'new.id'],
  ['DELETE ON main.users', 'old.id'],
  ...tables.flatMap((table): Watched[] => [
    [`INSERT ON main.${table}`, 'new.user_id'],
    [`UPDATE ON main.${table}`, 'new.user_id'],
    [`DELETE ON main.${table}`, 'old.user_id'],
  ]),
]
