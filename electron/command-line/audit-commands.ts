import { Command } from 'commander'
import { type AuditEntry, everyEntry } from '../../shared/audit.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { writePieces } from './files.ts'
import { isoTime, localTime, type Output, table } from './output.ts'
import type { Run } from './program.ts'
import { fileWords } from './words.ts'

const shownToPeople = 100

/** `audit`: lists, checks and exports the audit log. */
export function auditCommands(run: Run): Command {
  const audit = new Command('audit').description('read, verify and export the audit log')
  audit
    .command('list')
    .description(`the newest ${shownToPeople} entries; all of them with --json`)
    .action(run((options) => list(options)))
  audit
    .command('verify')
    .description('check that no entry was changed or taken out')
    .action(run((options) => verify(options)))
  audit
    .command('export')
    .argument('<file>', 'a file that does not exist yet')
    .description('write all entries to a CSV file')
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
    output.answer({ entries: entries.map(asDocument) }, () => {
      const rows = entries.map((entry) => [
        localTime(entry.at),
        entry.actor,
        entry.action,
        entry.target,
        entry.reason === '' ? entry.result : `${entry.result} (${entry.reason})`,
        entry.door,
      ])
      return table(['When', 'Who', 'What', 'Whom', 'Result', 'Where'], rows)
    })
    if (!output.isJson && total > entries.length)
      output.say(`${total - entries.length} older entries: --json or audit export`)
    return exitStatus.done
  })
}

function asDocument({ at, ...entry }: AuditEntry) {
  return { ...entry, at: isoTime(at) }
}

function verify(options: Options): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { entries, isIntact, brokenEntry, fault } = await withProgress(
      output,
      async () => (await caller.audit.verifying({})).progress,
      () => caller.audit.verify({}),
    )
    const document = { entries, intact: isIntact, ...(isIntact ? {} : { brokenEntry, fault }) }
    output.answer(document, () => {
      return isIntact
        ? `All ${entries} entries are intact.`
        : `Entry ${brokenEntry} is not as it was written (${fault}).`
    })
    return isIntact ? exitStatus.done : exitStatus.someFailed
  })
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
    if (now !== null) output.progress(`${now.done} of ${now.total} entries`)
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
        output.progress(`${piece.done} of ${count} entries`)
      }
    })
    output.answer({ exported: count, file }, () => `${count} entries written to ${file}`)
    return exitStatus.done
  })
}
