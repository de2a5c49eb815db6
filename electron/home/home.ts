import type { AuditAction } from '../../shared/audit-action.ts'
import type { backupContract } from '../../shared/backup.ts'
import type { FirstStep, HomeNeeds, homeContract } from '../../shared/home.ts'
import { isPermitted } from '../../shared/rules/role-matrix.ts'
import { everybody } from '../../shared/users.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { ConnectedDirectories } from '../directories/directories.ts'
import type { Mail } from '../mail/mail.ts'
import type { PortalStatus } from '../portal/portal-status.ts'
import type { Report } from '../registration/report.ts'
import type { Requests } from '../requests/requests.ts'
import type { Implements, SignedInCall } from '../rpc/call.ts'
import type { Users } from '../users/users.ts'
import type { Vault } from '../vault/vault.ts'
import { createHomeStore } from './home-store.ts'

export type HomeDeps = {
  readonly db: Database
  readonly audit: Pick<Audit, 'append' | 'countSpans'>
  readonly users: Pick<Users, 'counts' | 'waiting' | 'count' | 'enabledGlobalAdmins'>
  readonly requests: Pick<Requests, 'countOpen'>
  readonly report: Pick<Report, 'counts'>
  readonly directories: Pick<ConnectedDirectories, 'list'>
  readonly mail: Pick<Mail, 'outbox' | 'isOn'>
  readonly backup: Pick<Implements<typeof backupContract>, 'state'>
  readonly vault: Pick<Vault, 'state' | 'slots'>
  readonly portalStatus: Pick<PortalStatus, 'state'>
}
export type Home = ReturnType<typeof createHome>

const byAdmins: AuditAction = 'Reset user password.'
const bySelf: AuditAction = 'Reset password (self-service).'

/** What needs an admin today, gathered from those who know it; each part only for roles that could also open the list behind it. */
export function createHome(deps: HomeDeps) {
  const { db, audit, users, requests, report, directories, mail, backup, vault, portalStatus } = deps
  const store = createHomeStore(db.sql)

  async function people(call: SignedInCall): Promise<HomeNeeds['people']> {
    const { signIn, passwordState } = await users.counts(everybody, call)
    const { waiting, soon, lapsed } = await users.waiting({}, call)
    return {
      locked: signIn.locked ?? 0,
      none: passwordState.none ?? 0,
      waiting,
      lapsesSoon: soon,
      lapsed,
      expiresSoon: passwordState.expiresSoon ?? 0,
      expired: passwordState.expired ?? 0,
    }
  }

  async function faultyDirectories(call: SignedInCall): Promise<HomeNeeds['directories']> {
    const { directories: all } = await directories.list({}, call)
    return all
      .filter(({ fault, missing, leaving }) => leaving === null && (fault !== null || missing > 0))
      .map(({ id, connection, fault, missing }) => ({ id, name: connection.name, fault, missing }))
  }

  async function lateBackup(call: SignedInCall): Promise<HomeNeeds['backup']> {
    const { days, isOverdue, failure } = await backup.state({}, call)
    return isOverdue || failure !== null ? { days, isOverdue, failure: failure?.reason ?? null } : null
  }

  /** When the recovery key was made that is valid now. */
  async function keyMadeAt(call: SignedInCall): Promise<number | null> {
    const { slots } = await vault.slots({}, call)
    return slots.find(({ kind }) => kind === 'recovery')?.createdAt ?? null
  }

  async function isDone(call: SignedInCall): Promise<Readonly<Record<FirstStep, boolean>>> {
    const { none } = await people(call)
    const { last, schedule } = await backup.state({}, call)
    const madeAt = await keyMadeAt(call)
    return {
      people: users.count() > 1,
      passwords: users.count() > 1 && none === 0,
      recoveryKey: madeAt !== null && store.notedKey() === madeAt,
      secondAdmin: users.enabledGlobalAdmins().length > 1,
      backup: last !== null || schedule.every !== 'never',
      mail: mail.isOn(),
      portal: portalStatus.state().kind === 'listening',
    }
  }

  const service: Implements<typeof homeContract> = {
    needs: async (_, call) => {
      const may = (permission: Parameters<typeof isPermitted>[1]) => isPermitted(call.actor, permission)
      const portal = portalStatus.state()
      return {
        requests: { help: requests.countOpen('help'), approvals: requests.countOpen('approvals') },
        people: await people(call),
        isVaultLocked: vault.state() === 'locked',
        portalFault: portal.kind === 'failed' ? portal.fault : null,
        stuckMails: may('settings.manage')
          ? (await mail.outbox({ state: 'stuck', offset: 0, limit: 1 }, call)).total
          : null,
        directories: may('settings.manage') ? await faultyDirectories(call) : null,
        backup: may('vault.manage') ? await lateBackup(call) : null,
      }
    },
    health: async ({ starts }, call) => {
      const { passwordState: states } = await users.counts(everybody, call)
      const resets = isPermitted(call.actor, 'audit.read')
        ? { byAdmins: audit.countSpans(byAdmins, starts), bySelf: audit.countSpans(bySelf, starts) }
        : null
      return { all: users.count(), states, registration: report.counts(), resets }
    },
    firstSteps: async (_, call) => {
      const done = await isDone(call)
      return { steps: Object.entries(done).map(([step, is]) => ({ step: step as FirstStep, isDone: is })) }
    },
    noteRecoveryKey: async (_, call) => {
      const madeAt = await keyMadeAt(call)
      if (madeAt === null) return {}
      db.transaction(() => {
        store.noteKey(madeAt)
        audit.append({ action: 'Note recovery key.' }, call)
      })
      return {}
    },
  }
  return service
}
