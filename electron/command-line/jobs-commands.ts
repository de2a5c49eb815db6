import { Command } from 'commander'
import { jobId } from '../../shared/ids.ts'
import type { Job, JobItem, ListedJob } from '../../shared/jobs.ts'
import { usageError } from './complaint.ts'
import { type Desk, type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { createNewFile, type NewFile } from './files.ts'
import { followJob, itemsOf } from './follow-job.ts'
import { isoTime, localTime, table } from './output.ts'
import type { Run } from './program.ts'
import { writePasswords } from './results.ts'
import { words } from './words.ts'

/** `jobs`: long work that was started, on the command line or in the window. */
export function jobsCommands(run: Run): Command {
  const jobs = new Command('jobs').description('see, go on with and stop long work')
  jobs
    .command('list')
    .description('the latest jobs')
    .action(run((options) => list(options)))
  jobs
    .command('show')
    .argument('<id>')
    .description('one job with its people')
    .option('--out <FILE>', 'write the passwords that the vault still keeps to this new CSV file')
    .action(run((options, id: string) => show(options, id)))
  jobs
    .command('resume')
    .argument('<id>')
    .description('go on with a job that was stopped or cut off')
    .option('--out <FILE>', 'write its passwords, all that the vault still keeps, to this new CSV file at the end')
    .action(run((options, id: string) => resume(options, id)))
  jobs
    .command('cancel')
    .argument('<id>')
    .description('stop a job for good; what is done stays done')
    .action(run((options, id: string) => cancel(options, id)))
  return jobs
}

function idOf(raw: string) {
  const id = jobId.safeParse(raw)
  if (!id.success) throw usageError(words().t('commandLine.noSuchJob', { id: raw }))
  return id.data
}

const headings = ['Id', 'Kind', 'State', 'Done', 'Skipped', 'Failed', 'Total', 'Started', 'By']

function asCells(job: ListedJob | Job): readonly string[] {
  const counts = [job.done, job.skipped, job.failed, job.total].map(String)
  return [job.id, job.kind, job.state, ...counts, localTime(job.createdAt), job.actor]
}

function asDocument({ createdAt, finishedAt, ...job }: ListedJob | Job) {
  return { ...job, createdAt: isoTime(createdAt), finishedAt: isoTime(finishedAt) }
}

function list(options: Options): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const { jobs } = await caller.jobs.list({})
    output.answer({ jobs: jobs.map(asDocument) }, () => table(headings, jobs.map(asCells)))
    return exitStatus.done
  })
}

async function print({ caller, output }: Desk, job: Job): Promise<void> {
  const items = await itemsOf(caller, job.id)
  output.answer({ ...asDocument(job), items: items.map(itemDocument) }, () => {
    const rows = items.map(({ username, outcome, reason }) => [username, outcome, reason ?? ''])
    return `${table(headings, [asCells(job)])}\n\n${table(['User name', 'Outcome', 'Reason'], rows)}`
  })
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
