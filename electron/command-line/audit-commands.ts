import { Command } from 'commander'
import { type AuditEntry, type AuditVerdict, everyEntry } from '../../shared/audit.ts'
import { actionKey } from '../../shared/i18n/action-key.ts'
import { reasonText, targetText } from '../../shared/i18n/entry-texts.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { writePieces } from './files.ts'
import { isoTime, type Output } from './output.ts'
import type { Run } from './program.ts'
import { table } from './table.ts'
import { fileWords, localTime, words } from './words.ts'

const shownToPeople = 100

/** `audit`: lists, checks and exports the audit log. */
export function auditCommands(run: Run, { commands, argumentTexts, filledIn }: HelpTexts): Command {
  const audit = new Command('audit').description(commands.audit)
  audit
    .command('list')
    .description(commands['audit list'])
    .action(run((options) => list(options)))
  audit
    .command('verify')
    .description(commands['audit verify'])
    .action(run((options) => verify(options)))
  audit
    .command('export')
    .argument(`<${filledIn.file}>`, argumentTexts.newFile)
    .description(commands['audit export'])
    .action(run((options, file: string) => exportAudit(options, file)))
  return audit
}

function list(options: Options): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const entries: AuditEntry[] = []
    const most = output.isJson ? Number.POSITIVE_INFINITY : shownToPeople
    let total = 0
    for (let offset = 0; entries.length < most; offset += 500) {
      const page = await caller.audit.list({ filter: everyEntry, offset, limit: Math.min(500, most) })
      entries.push(...page.entries)
      total = page.total
      if (page.entries.length < 500) break
    }
    output.answer({ entries: entries.map(asDocument) }, () => entryTable(entries))
    if (!output.isJson && total > entries.length)
      output.say(words().t('commandLine.olderEntries', { count: total - entries.length }))
    return exitStatus.done
  })
}

function entryTable(entries: readonly AuditEntry[]): string {
  const { t } = words()
  const rows = entries.map(({ at, actor, action, target, result, reason, door }) => {
    const outcome = t(`audit.results.${result}`)
    return [
      localTime(at),
      actor === '' ? t('audit.nobody') : actor,
      t(`audit.actions.${actionKey(action)}`),
      targetText(t, target),
      reason === '' ? outcome : `${outcome} (${reasonText(t, reason)})`,
      t(`audit.doors.${door}`),
    ]
  })
  const headings = (['time', 'who', 'what', 'whom', 'result', 'door'] as const).map((name) =>
    t(`audit.columns.${name}`),
  )
  return table(headings, rows)
}

function asDocument({ at, ...entry }: AuditEntry) {
  return { ...entry, at: isoTime(at) }
}

function verify(options: Options): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const verdict = await withProgress(
      output,
      async () => (await caller.audit.verifying({})).progress,
      () => caller.audit.verify({}),
    )
    const { entries, isIntact, brokenEntry, fault } = verdict
    const document = { entries, intact: isIntact, ...(isIntact ? {} : { brokenEntry, fault }) }
    output.answer(document, () => verdictText(verdict))
    return isIntact ? exitStatus.done : exitStatus.someFailed
  })
}

function verdictText({ entries, brokenEntry, fault }: AuditVerdict): string {
  const { t } = words()
  return fault === null
    ? t('audit.intact', { count: entries })
    : t(`audit.faults.${fault}`, { entry: brokenEntry ?? 0 })
}

type Progress = { readonly done: number; readonly total: number }

/** Reports the progress of long work every now and then. */
async function withProgress<T>(
  output: Output,
  progress: () => Promise<Progress | null>,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(async () => {
    const now = await progress().catch(() => null)
    if (now !== null) output.progress(words().t('audit.verifyProgress', now))
  }, 500)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

function exportAudit(options: Options, file: string): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    let count = 0
    await writePieces(file, async function* () {
      const begun = await caller.audit.startExport({ filter: everyEntry, ...fileWords() })
      count = begun.count
      for (let isLast = false; !isLast; ) {
        const piece = await caller.audit.readExport({ exportId: begun.exportId })
        yield piece.csv
        isLast = piece.isLast
        output.progress(words().t('audit.exportProgress', { done: piece.done, total: count }))
      }
    })
    output.answer({ exported: count, file }, () => words().t('commandLine.auditWritten', { count, file }))
    return exitStatus.done
  })
}
