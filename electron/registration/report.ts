import { DomainError } from '../../shared/errors.ts'
import { createWords } from '../../shared/i18n/i18n.ts'
import type { Language, UserId } from '../../shared/ids.ts'
import type { ReportFilter, ReportRow, registrationContract } from '../../shared/registration.ts'
import { separatorOf } from '../../shared/rules/files/csv-line.ts'
import { type Capability, proofMethods } from '../../shared/rules/self-service.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/database.ts'
import type { Implements } from '../rpc/call.ts'
import type { CsvText } from '../users/export-file.ts'
import type { Users } from '../users/users.ts'
import type { Capabilities } from './capabilities.ts'

export type ReportDeps = {
  readonly db: Database
  readonly audit: Audit
  readonly users: Pick<Users, 'facts' | 'pageWhere' | 'resolve'>
  readonly capabilities: Capabilities
  readonly csvText: CsvText
  readonly now: () => number
}
export type Report = Pick<Implements<typeof registrationContract>, 'report' | 'of' | 'exportReport' | 'unavailable'> & {
  /** How many people could reset their own password, and how far the others are. */
  readonly counts: () => ReturnType<typeof countsOfNobody>
}
type Judge = ReturnType<Capabilities['judgeOf']>
type Choice = { readonly search: string; readonly only: ReportFilter }

const isWanted: Readonly<Record<ReportFilter, (capability: Capability) => boolean>> = {
  all: () => true,
  enabled: ({ isEnabled }) => isEnabled,
  registered: ({ isRegistered }) => isRegistered,
  capable: ({ isCapable }) => isCapable,
  notCapable: ({ isCapable }) => !isCapable,
  notRegistered: ({ isRegistered }) => !isRegistered,
  notEnabled: ({ isEnabled }) => !isEnabled,
}

/** The report of who could reset their own password now, by the same rule as the wizard, on the screen and as a file. */
export function createReport(deps: ReportDeps): Report {
  const { users, capabilities } = deps
  const judging = () => capabilities.judgeOf(capabilities.policy())

  function* rowsOf(ids: readonly UserId[], judge: Judge): Generator<ReportRow> {
    const registeredOf = capabilities.registering()
    for (const user of users.resolve({ kind: 'users', ids })) {
      const { id: userId, username, displayName, roles } = user
      const { isEnabled, isRegistered, isCapable } = judge(user)
      const registered = registeredOf(user)
      const methods = proofMethods.filter((method) => registered.includes(method))
      yield { userId, username, displayName, isAdmin: roles.length > 0, isEnabled, isRegistered, isCapable, methods }
    }
  }

  const page = ({ search, only }: Choice, judge: Judge, offset: number, limit: number) =>
    users.pageWhere(search, offset, limit, (facts) => isWanted[only](judge(facts)))

  function countAll(judge: Judge) {
    const counts = countsOfNobody()
    for (const facts of users.facts()) {
      const { isEnabled, isRegistered, isCapable } = judge(facts)
      counts.all += 1
      if (isEnabled) counts.enabled += 1
      if (isRegistered) counts.registered += 1
      if (isCapable) counts.capable += 1
    }
    return counts
  }

  return {
    counts: () => countAll(judging()),
    report: ({ offset, limit, ...choice }) => {
      const judge = judging()
      const { ids, total } = page(choice, judge, offset, limit)
      const offered = capabilities.offered()
      const unavailable = capabilities.policy().methods.filter((method) => !offered.includes(method))
      return { rows: [...rowsOf(ids, judge)], total, unavailable, counts: countAll(judge) }
    },
    of: ({ userId }) => {
      const [row] = rowsOf([userId], judging())
      if (row === undefined) throw new DomainError('NOT_FOUND', { what: 'user' })
      return row
    },
    unavailable: () => ({ methods: proofMethods.filter((method) => !capabilities.isAvailable(method)) }),
    exportReport: ({ language, separator, ...choice }, call) => {
      const judge = judging()
      const { ids } = page(choice, judge, 0, Number.MAX_SAFE_INTEGER)
      const { headings, cells } = columnsIn(language)
      const lines = function* () {
        for (const row of rowsOf(ids, judge)) yield cells(row)
      }
      const csv = deps.csvText(headings, lines(), separatorOf({ language, separator }))
      const detail = { users: String(ids.length) }
      deps.db.transaction(() => deps.audit.append({ action: 'Export registration report.', detail }, call))
      const name = createWords(language).t('exports.files.registration')
      const day = new Date(deps.now()).toISOString().slice(0, 10)
      return { fileName: `keydesk-${name}-${day}.csv`, csv, count: ids.length }
    },
  }
}

const countsOfNobody = () => ({ all: 0, enabled: 0, registered: 0, capable: 0 })

function columnsIn(language: Language) {
  const { t } = createWords(language)
  const [yes, no] = [t('exports.yes'), t('exports.no')]
  const word = (is: boolean) => (is ? yes : no)
  const names = new Map(proofMethods.map((method) => [method, t(`methods.names.${method}`)]))
  return {
    headings: [
      ...[t('exports.displayName'), t('exports.username'), t('registration.report.columns.isAdmin')],
      ...[t('registration.report.columns.isEnabled'), t('registration.report.columns.isRegistered')],
      ...[t('registration.report.columns.isCapable'), t('registration.report.columns.methods')],
    ],
    cells: (row: ReportRow): readonly string[] => [
      ...[row.displayName, row.username, word(row.isAdmin), word(row.isEnabled)],
      ...[word(row.isRegistered), word(row.isCapable)],
      row.methods.map((method) => names.get(method)).join(', '),
    ],
  }
}
