import { isDeepStrictEqual } from 'node:util'
import type { DoorName } from '../../shared/audit.ts'
import type { AuditAction } from '../../shared/audit-action.ts'
import { DomainError } from '../../shared/errors.ts'
import type { JobId, RequestId, UserId } from '../../shared/ids.ts'
import {
  type Asked,
  asked as askedSchema,
  type OpenKind,
  type Request,
  type RequestFact,
  type RequestKind,
  type requestsContract,
} from '../../shared/requests.ts'
import { canReset, type RoleName, rolesThatCanReset, unlimitedRoles } from '../../shared/rules/role-matrix.ts'
import { approvalHours, approverRoles, mayDecide, requestHours } from '../../shared/rules/two-person.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { RowsOfUser } from '../events/rows-of-user.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Knowers } from '../passwords/knowers.ts'
import type { Actor, Call, Approval as CallApproval, Implements, SignedInCall } from '../rpc/call.ts'
import type { Waiting } from '../rpc/invoke.ts'
import type { TwoPerson } from '../two-person/two-person.ts'
import type { StoredUser } from '../users/users-store.ts'
import type { Vault } from '../vault/vault.ts'
import { createHelpRequests } from './help-requests.ts'
import { createRequestsStore, type ExpiredRow, type RequestRow } from './requests-store.ts'
import { createWaiting } from './waiting.ts'

export type RequestsDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly jobs: Jobs
  readonly rowsOfUser: RowsOfUser
  readonly stored: (id: number) => StoredUser | null
  /** Somebody as the store says now; null when they are gone, blocked or can't sign in. */
  readonly actorOf: (id: UserId) => Actor | null
  readonly twoPerson: Pick<TwoPerson, 'approvers'>
  readonly vault: Pick<Vault, 'seal' | 'unseal' | 'digest'>
  readonly now: () => number
  /** The time that has certainly come, also where the clock is behind it. */
  readonly reached: () => number
  /** For how many milliseconds Keydesk has run on this store. */
  readonly runTime: () => number
  /** Who, beside the person, knows somebody's password. */
  readonly knowers: Pick<Knowers, 'of'>
  /** The instant up to which what has ended may be erased for good, even if the clock is wrong. */
  readonly erasableUntil: () => number
}

/** Who asked and who approved; it goes into the audit log with everything that is done because of it. */
export type Approval = Pick<CallApproval, 'request' | 'askedBy' | 'approvedBy'> & {
  /** Until when the approval holds, milliseconds UTC: a job that is resumed later needs another one. */
  readonly until: number
}
/** An approved request as its slice receives it, inside the transaction of the approval. */
export type Approved = {
  readonly asked: Asked
  readonly people: readonly UserId[]
  /** The asker as they are now, through the door that they asked at. */
  readonly call: SignedInCall
  readonly approval: Approval
}
/** Runs an operation with what the asker had given, in the transaction of `call.approval.take`. */
type RunOperation = (operation: string, input: unknown, call: SignedInCall) => unknown
/** Checks everything again and does what was asked, or creates a job for it; an error leaves the request open. */
type CarryOut = (approved: Approved) => JobId | null
export type Requests = ReturnType<typeof createRequests>

const hour = 3_600_000
const byKeydesk = { actor: null, door: 'keydesk' } as const
const recent = 30 * 24 * hour
const heldPurpose = 'waiting request'

/** Requests that wait for a second admin's approval; each slice registers what an approval does. */
export function createRequests(deps: RequestsDeps) {
  const store = createRequestsStore(deps.db.sql)
  deps.rowsOfUser.recordWhatWasDone('request_people')
  const kinds = new Map<RequestKind, CarryOut>()
  let runOperation: RunOperation | null = null

  function must(id: RequestId): RequestRow {
    const row = store.get(id, deps.now())
    if (row === null) throw new DomainError('NOT_FOUND', { what: 'request' })
    return row
  }

  function mustOpen(id: RequestId): RequestRow {
    const row = must(id)
    if (row.state !== 'open') throw new DomainError('REQUEST_STATE')
    return row
  }

  const targetRoles = (row: RequestRow) => rolesOf(deps, row.target_id)
  const mayAnswer = (row: RequestRow, actor: Actor) => isAnswerer(row, actor, targetRoles(row))

  function mustDecide(row: RequestRow, actor: Actor): void {
    if (row.asker_id === actor.id) throw new DomainError('OWN_REQUEST')
    if (mayAnswer(row, actor)) return
    const roles = kindOf(row) === 'help' ? rolesThatCanReset(targetRoles(row)) : approverRoles
    throw new DomainError('NOT_ALLOWED', { roles })
  }

  function note(
    action: AuditAction,
    row: Pick<RequestRow, 'id' | 'target_id' | 'target'>,
    kind: RequestKind,
    call: Pick<Call, 'actor' | 'door'>,
    facts = {},
  ) {
    // Where the request is not about one person, the kind is the target of the entry.
    const target = row.target_id === null ? { id: null, name: kind } : { id: row.target_id, name: row.target }
    deps.audit.append({ action, target, detail: { request: String(row.id), kind, ...facts } }, call)
  }

  /** Stores a request and answers its number; the same request again gets the same number. */
  function ask(asked: Asked, people: readonly UserId[], call: SignedInCall): RequestId {
    const [only = null] = asked.kind === 'resetAdmin' ? people : []
    const target = only === null ? '' : (deps.stored(only)?.username ?? '')
    const { id: askerId, username: asker } = call.actor
    const now = deps.now()
    const text = JSON.stringify(askedSchema.parse(asked))
    const facts = { kind: asked.kind, asked: text, askerId, asker, door: call.door, targetId: only, target, now }
    const row = { ...facts, expiresAt: expiry(deps), ranAt: deps.runTime() }
    return deps.db.transaction(() => {
      const open = asked.kind === 'resetEverybody' ? null : store.same(row)
      if (open !== null) return open
      const id = store.insert(row, people)
      note('Request approval.', { id, target_id: only, target }, asked.kind, call, { people: String(people.length) })
      return id
    })
  }

  /** Stores an operation with its input and answers the number; the same operation again gets the same number. */
  function hold({ operation, input, needed }: Waiting, call: SignedInCall): RequestId {
    const { id: askerId, username: asker } = call.actor
    const asked = askedSchema.parse({ kind: 'operation', operation, facts: needed.facts })
    const now = deps.now()
    const digest = deps.vault.digest(heldPurpose, JSON.stringify([askerId, operation, input]))
    return deps.db.transaction(() => {
      const open = store.sameHeld(digest, now)
      if (open !== null) return open
      const target = needed.about === null ? '' : (deps.stored(needed.about)?.username ?? '')
      const facts = { kind: 'operation', asked: JSON.stringify(asked), askerId, asker, door: call.door } as const
      const row = { ...facts, targetId: needed.about, target, now, expiresAt: expiry(deps), ranAt: deps.runTime() }
      const id = store.insert(row, needed.about === null ? [] : [needed.about])
      store.hold(id, { digest, sealed: deps.vault.seal(heldPurpose, `request ${id}`, JSON.stringify({ input })) })
      const about = { id, target_id: needed.about, target }
      note('Request approval.', about, 'operation', call, { operation, ...detailOf(needed.facts) })
      return id
    })
  }

  /** The asker as they are now, through the door that they asked at. */
  function askerOf(row: RequestRow): SignedInCall {
    const actor = row.asker_id === null ? null : deps.actorOf(row.asker_id)
    if (actor === null) throw new DomainError('ASKER_NOT_ALLOWED')
    return { actor, door: row.door as DoorName, token: null, isLocked: false, isConfirmed: true }
  }

  function carriedOut(row: RequestRow, approver: Actor): JobId | null {
    const asked = askedSchema.parse(JSON.parse(row.asked))
    const call = askerOf(row)
    const until = deps.now() + approvalHours * hour
    const approval = { request: row.id, askedBy: call.actor.id, approvedBy: approver.username, until }
    return (kinds.get(asked.kind) as CarryOut)({ asked, people: store.people(row.id), call, approval })
  }

  /**
   * Runs the operation as the asker called it. The approval is used up, once, in the transaction that does the operation: an error leaves the
   * request open and nothing half done, and of two admins who approve at the same time the second is too late.
   */
  function approveOperation(row: RequestRow, operation: string, call: SignedInCall): Request | Promise<Request> {
    const actor = call.actor
    const asker = askerOf(row)
    const held = store.held(row.id)
    if (held === null) throw new DomainError('REQUEST_STATE')
    const opened = deps.vault.unseal(heldPurpose, `request ${row.id}`, held.sealed)
    if (opened === null) throw new DomainError('REQUEST_DAMAGED')
    let isTaken = false
    let takenIn: number | null = null
    const take = (facts: readonly RequestFact[] | null): void => {
      // A `take` that was undone with its savepoint does not count, because work may be tried out before it is done.
      const isTakenHere = takenIn === deps.db.transactions() && must(row.id).state === 'approved'
      if (isTaken || isTakenHere) return
      deps.db.transaction(() => {
        // Checked again, because the approver may have lost the right while a password was hashed.
        const approver = deps.actorOf(actor.id)
        if (approver === null) throw new DomainError('NOT_ALLOWED', { roles: approverRoles })
        mustDecide(mustOpen(row.id), approver)
        if (facts !== null && !isSameFacts(facts, row)) throw new DomainError('REQUEST_CHANGED')
        const decision = { id: row.id, state: 'approved', at: deps.now(), by: actor.username } as const
        if (!store.decide({ ...decision, reason: '', job: null })) throw new DomainError('REQUEST_STATE')
        note('Approve request.', row, 'operation', call, { askedBy: row.asker, operation })
        takenIn = deps.db.transactions()
        deps.db.afterCommit(() => {
          isTaken = true
        })
      })
    }
    const approval = { request: row.id, askedBy: asker.actor.id, approvedBy: actor.username, take }
    const { input } = JSON.parse(opened) as { readonly input: unknown }
    const done = (runOperation as RunOperation)(operation, input, { ...asker, approval })
    const finish = (): Request => {
      // The operation may need no second admin any more, so that it has not called `take` itself.
      take(null)
      return asRequest(must(row.id), actor)
    }
    return done instanceof Promise ? done.then(finish) : finish()
  }

  /** The approval, what follows from it and the audit entries are one transaction: after a kill all of it is there or none. */
  function approve(id: RequestId, call: SignedInCall): Request | Promise<Request> {
    const actor = call.actor
    const asked = askedSchema.parse(JSON.parse(mustOpen(id).asked))
    if (asked.kind === 'operation') {
      mustDecide(mustOpen(id), actor)
      return approveOperation(mustOpen(id), asked.operation, call)
    }
    const job = deps.db.transaction(() => {
      const row = mustOpen(id)
      mustDecide(row, actor)
      note('Approve request.', row, kindOf(row), call, { askedBy: row.asker })
      // For help nothing is carried out: it was given already, in some other way.
      const begun = kindOf(row) === 'help' ? null : carriedOut(row, actor)
      store.decide({ id, state: 'approved', at: deps.now(), by: actor.username, reason: '', job: begun })
      return begun
    })
    if (job !== null) deps.jobs.begin(job)
    return asRequest(must(id), actor)
  }

  function refuse(id: RequestId, reason: string, call: SignedInCall): Request {
    const actor = call.actor
    return deps.db.transaction(() => {
      const row = mustOpen(id)
      mustDecide(row, actor)
      store.decide({ id, state: 'refused', at: deps.now(), by: actor.username, reason, job: null })
      note('Refuse request.', row, kindOf(row), call, { askedBy: row.asker, ...(reason === '' ? {} : { why: reason }) })
      return asRequest(must(id), actor)
    })
  }

  function withdraw(id: RequestId, call: SignedInCall): Request {
    const actor = call.actor
    return deps.db.transaction(() => {
      const row = mustOpen(id)
      if (row.asker_id !== actor.id) throw new DomainError('NOT_ALLOWED', { roles: [] })
      store.decide({ id, state: 'withdrawn', at: deps.now(), by: actor.username, reason: '', job: null })
      note('Withdraw request.', row, kindOf(row), call)
      return asRequest(must(id), actor)
    })
  }

  function asRequest(row: RequestRow, actor: Actor): Request {
    const { id, state, people, reason } = row
    const isOpen = state === 'open'
    const target = { username: row.target, displayName: row.target_name ?? row.target }
    const asker = { username: row.asker, displayName: row.asker_name ?? row.asker }
    return {
      id,
      asked: askedSchema.parse(JSON.parse(row.asked)),
      state,
      // A request for help has no session, so that its asker is the person whom it is about.
      asker: kindOf(row) === 'help' ? target : asker,
      target: row.target_id === null ? null : { id: row.target_id, ...target },
      people,
      door: row.door as DoorName,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      decidedAt: row.decided_at,
      decidedBy: row.decided_by,
      reason,
      jobId: row.job as JobId | null,
      isOwn: row.asker_id === actor.id,
      canDecide: isOpen && mayAnswer(row, actor),
    }
  }

  const service: Implements<typeof requestsContract> = {
    list: ({ offset, limit, only }, call) => {
      const now = deps.now()
      if (only !== undefined) {
        const open = store.listOpen(only, now, limit, offset)
        return { requests: open.map((row) => asRequest(row, call.actor)), total: store.countOpenOf(only, now) }
      }
      const rows = store.list(now, now - recent, limit, offset)
      const requests = rows.map((row) => asRequest(row, call.actor))
      return { requests, total: store.countListed(now, now - recent) }
    },
    count: () => ({ open: store.countOpen(deps.now()) }),
    approve: ({ id }, call) => approve(id, call),
    refuse: ({ id, reason }, call) => refuse(id, reason, call),
    withdraw: ({ id }, call) => withdraw(id, call),
  }

  return {
    ...{ ...service, ask, hold, help: createHelpRequests({ store, now: deps.now, runTime: deps.runTime }) },
    countOpen: (kind: OpenKind): number => store.countOpenOf(kind, deps.now()),
    /** Reads what waits; the caller decides how often. */
    waitingFor: createWaiting({ store, mayAnswer, now: deps.now }),
    /** Tells what the approval of a kind does; each slice brings its own. */
    register: (kind: RequestKind, carryOut: CarryOut) => kinds.set(kind, carryOut),
    /** Whether the sealed input of a request is still stored. */
    isHeld: (id: RequestId): boolean => store.held(id) !== null,
    /** Sets how a waiting operation is run; called once all services are built. */
    runOperationsBy: (run: RunOperation): void => {
      runOperation = run
    },
    /** Throws where the rule has no asker and approver from the start. */
    mustHaveApprovers: (): void => {
      const approvers = deps.twoPerson.approvers()
      if (approvers.length < 2) throw new DomainError('TOO_FEW_APPROVERS')
      // An admin who knows another's password could approve their own request.
      const known = approvers.filter((id) => deps.knowers.of(id).length > 0)
      const names = known.map((id) => deps.stored(id)?.displayName ?? '')
      if (names.length > 0) throw new DomainError('APPROVER_PASSWORD_KNOWN', { names })
    },
    expire: (): void => endOverdue(deps, store, (row) => note('Expire request.', row, row.kind, byKeydesk)),
  }
}

/** A request that was made while the clock was behind must not expire as soon as the clock is right. */
function expiry({ now, reached }: RequestsDeps): number {
  return Math.max(now(), reached()) + requestHours * hour
}

/** Whether what would happen now is what was asked for. */
function isSameFacts(facts: readonly RequestFact[], row: RequestRow): boolean {
  const asked = askedSchema.parse(JSON.parse(row.asked))
  return asked.kind === 'operation' && isDeepStrictEqual(askedSchema.parse({ ...asked, facts }), asked)
}

/** What the audit log says of what waits. */
function detailOf(facts: readonly RequestFact[]): Readonly<Record<string, string>> {
  const texts = Map.groupBy(facts, ({ name }) => name)
  return Object.fromEntries([...texts].map(([name, values]) => [name, values.map(({ value }) => value).join('; ')]))
}

/** Marks requests as expired that nobody has answered in time, each with an audit entry. */
function endOverdue(
  { db, erasableUntil }: RequestsDeps,
  store: ReturnType<typeof createRequestsStore>,
  note: (row: ExpiredRow) => void,
): void {
  db.transaction(() => {
    for (const row of store.expire(erasableUntil())) note(row)
  })
}

function rolesOf({ stored }: RequestsDeps, id: UserId | null): readonly RoleName[] {
  return id === null ? [] : (stored(id)?.roles ?? [])
}

/** Whether this admin may answer a request: help is for admins who may reset the password, everything else for approvers. */
function isAnswerer(row: RequestRow, actor: Actor, targetRoles: readonly RoleName[]): boolean {
  const { id } = actor
  if (kindOf(row) === 'help' && row.target_id !== null) {
    return row.target_id !== id && canReset(actor.rolesOver(row.target_id), targetRoles)
  }
  // A role that is limited to groups can't approve, because the request may reach beyond those groups.
  return mayDecide({ id, roles: unlimitedRoles(actor) }, row.asker_id, targetRoles)
}

function kindOf(row: RequestRow): RequestKind {
  return askedSchema.parse(JSON.parse(row.asked)).kind
}
