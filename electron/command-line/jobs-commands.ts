import { Command } from 'commander'
import { reasonText } from '../../shared/i18n/job-reason.ts'
import { jobId } from '../../shared/ids.ts'
import type { Job, JobItem, ListedJob } from '../../shared/jobs.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import { usageError } from './complaint.ts'
import { type Desk, type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { createNewFile, type NewFile } from './files.ts'
import { followJob, itemsOf } from './follow-job.ts'
import { isoTime } from './output.ts'
import type { Run } from './program.ts'
import { writePasswords } from './results.ts'
import { table } from './table.ts'
import { localNumber, localTime, words } from './words.ts'

/** `jobs`: long work that was started, on the command line or in the window. */
export function jobsCommands(run: Run, { commands, optionTexts, filledIn }: HelpTexts): Command {
  const id = `<${filledIn.id}>`
  const out = `--out <${filledIn.file}>`
  const jobs = new Command('jobs').description(commands.jobs)
  jobs
    .command('list')
    .description(commands['jobs list'])
    .action(run((options) => list(options)))
  jobs
    .command('show')
    .argument(id)
    .description(commands['jobs show'])
    .option(out, optionTexts.outOfShown)
    .action(run((options, id: string) => show(options, id)))
  jobs
    .command('resume')
    .argument(id)
    .description(commands['jobs resume'])
    .option(out, optionTexts.outOfResumed)
    .action(run((options, id: string) => resume(options, id)))
  jobs
    .command('cancel')
    .argument(id)
    .description(commands['jobs cancel'])
    .action(run((options, id: string) => cancel(options, id)))
  return jobs
}

function idOf(raw: string) {
  const id = jobId.safeParse(raw)
  if (!id.success) throw usageError(words().t('commandLine.noSuchJob', { id: raw }))
  return id.data
}

function jobTable(jobs: readonly (ListedJob | Job)[]): string {
  const { t } = words()
  const rows = jobs.map(({ id, kind, state, done, skipped, failed, total, createdAt, actor }) => [
    id,
    t(`jobs.kinds.${kind}`),
    t(`jobs.states.${state}`),
    ...[done, skipped, failed, total].map(localNumber),
    localTime(createdAt),
    actor,
  ])
  const outcomes = (['done', 'skipped', 'failed'] as const).map((outcome) => t(`exports.outcomes.${outcome}`))
  const headings = [
    t('commandLine.columns.id'),
    t('commandLine.columns.kind'),
    t('requests.columns.state'),
    ...outcomes,
    t('commandLine.columns.total'),
    t('commandLine.columns.started'),
    t('commandLine.columns.by'),
  ]
  return table(headings, rows)
}

function itemTable(items: readonly JobItem[]): string {
  const { t } = words()
  const rows = items.map(({ username, outcome, reason }) => [
    username,
    t(`exports.outcomes.${outcome}`),
    reasonText(t, reason),
  ])
  return table([t('users.columns.username'), t('exports.outcome'), t('exports.reason')], rows)
}

function asDocument({ createdAt, finishedAt, ...job }: ListedJob | Job) {
  return { ...job, createdAt: isoTime(createdAt), finishedAt: isoTime(finishedAt) }
}

function list(options: Options): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { jobs } = await caller.jobs.list({})
    output.answer({ jobs: jobs.map(asDocument) }, () => jobTable(jobs))
    return exitStatus.done
  })
}

async function print({ caller, output }: Desk, job: Job): Promise<void> {
  const items = await itemsOf(caller, job.id)
  const document = { ...asDocument(job), items: items.map(itemDocument) }
  output.answer(document, () => `${jobTable([job])}\n\n${itemTable(items)}`)
}

function itemDocument({ username, displayName, outcome, reason, secretId, lapsesAt }: JobItem) {
  return { username, displayName, outcome, reason, isReadable: secretId !== null, lapsesAt: isoTime(lapsesAt) }
}

type Given = Options & Readonly<Record<string, unknown>>

/** The new file that --out names, made before the work begins; null without --out. */
function fileOf({ out }: Given): NewFile | null {
  return out === undefined ? null : createNewFile(String(out))
}

function mustHavePasswords({ kind, id }: Job): void {
  if (kind !== 'resetPasswords') throw usageError(words().t('commandLine.noPasswords', { id }))
}

function show(options: Given, raw: string): Promise<ExitStatus> {
  const id = idOf(raw)
  return withDesk(options, async (desk) => {
    const job = await desk.caller.jobs.get({ id })
    if (options.out !== undefined) mustHavePasswords(job)
    const file = fileOf(options)
    const isWritten = file === null || (await writePasswords(desk, id, file))
    await print(desk, job)
    return isWritten ? exitStatus.done : exitStatus.someFailed
  })
}

function resume(options: Given, raw: string): Promise<ExitStatus> {
  const id = idOf(raw)
  return withDesk(options, async (desk) => {
    const before = await desk.caller.jobs.get({ id })
    if (options.out !== undefined) mustHavePasswords(before)
    const file = fileOf(options)
    // A job that was cut off after its last person, but before its file was written, only needs the file.
    const isOver = before.state === 'done' && file !== null
    if (!isOver) await desk.caller.jobs.resume({ id })
    const job = isOver ? before : await followJob(desk, id)
    const isWritten = file === null || (await writePasswords(desk, id, file))
    await print(desk, job)
    if (!isWritten) return exitStatus.someFailed
    return job.failed > 0 || job.state !== 'done' ? exitStatus.someFailed : exitStatus.done
  })
}

function cancel(options: Options, raw: string): Promise<ExitStatus> {
  const id = idOf(raw)
  return withDesk(options, async (desk) => {
    await print(desk, await desk.caller.jobs.stop({ id }))
    return exitStatus.done
  })
}
