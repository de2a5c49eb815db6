import { isDomainError } from '../../shared/errors.ts'
import { reasonText } from '../../shared/i18n/job-reason.ts'
import type { JobId, RequestId, SecretId, UserId } from '../../shared/ids.ts'
import type { ItemOutcome, Job, JobItem } from '../../shared/jobs.ts'
import type { Selection } from '../../shared/users.ts'
import { languageWords } from '../language/language.ts'
import type { Caller } from '../rpc/caller.ts'
import { complaintOf } from './complaint.ts'
import type { Desk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import type { NewFile } from './files.ts'
import { everyId } from './find-users.ts'
import { table } from './table.ts'
import { fileWords, localNumber, spokenLanguage, words } from './words.ts'

/** What became of one person; the reason is an error code or why they were left out. */
export type Result = {
  readonly username: string
  readonly outcome: Exclude<ItemOutcome, 'pending'>
  readonly password?: string
  readonly reason?: string
}

/** The results of those people of a job whose turn has come; `secrets` holds the passwords that were asked for. */
export function resultsOf(items: readonly JobItem[], secrets: ReadonlyMap<SecretId, string>): readonly Result[] {
  return items.flatMap(({ username, outcome, reason, secretId }) => {
    if (outcome === 'pending') return []
    const password = secretId === null ? undefined : secrets.get(secretId)
    return {
      username,
      outcome,
      ...(password === undefined ? {} : { password }),
      ...(reason === null ? {} : { reason }),
    }
  })
}

/** Reads the passwords of a job, 500 at a time; each is an audit entry. */
export async function readSecrets(caller: Caller, items: readonly JobItem[]): Promise<ReadonlyMap<SecretId, string>> {
  const ids = items.flatMap(({ secretId }) => secretId ?? [])
  const secrets = new Map<SecretId, string>()
  for (let at = 0; at < ids.length; at += 500) {
    const { passwords } = await caller.passwords.reveal({ secretIds: ids.slice(at, at + 500) })
    for (const { secretId, password } of passwords) secrets.set(secretId, password)
  }
  return secrets
}

/** Everybody of a selection who is left out before the job begins, with the reason. The preview names 100 for each reason, so more are asked for again. */
export async function excludedFrom(
  caller: Caller,
  selection: Selection,
  action: 'reset' | 'requireChange',
): Promise<readonly Result[]> {
  const { excluded } = await caller.passwords.previewMany({ selection, action })
  const isWhole = excluded.every(({ count, people }) => count === people.length)
  const pages = isWhole ? [excluded] : await previewInParts(caller, selection, action)
  return pages.flat().flatMap(({ reason, people }) => {
    return people.map(({ username }) => ({ username, outcome: 'skipped' as const, reason }))
  })
}

async function previewInParts(caller: Caller, selection: Selection, action: 'reset' | 'requireChange') {
  const ids: readonly UserId[] = selection.kind === 'users' ? selection.ids : [...(await everyId(caller)).keys()]
  const pages = []
  for (let at = 0; at < ids.length; at += 100) {
    const part: Selection = { kind: 'users', ids: ids.slice(at, at + 100) }
    pages.push((await caller.passwords.previewMany({ selection: part, action })).excluded)
  }
  return pages
}

/** Prints each person's result and answers with the exit status. */
export function report(
  output: Desk['output'],
  job: Job | null,
  results: readonly Result[],
  isInFile = false,
): ExitStatus {
  const document: { job: JobId | null; results: readonly Result[] } = { job: job?.id ?? null, results }
  output.answer(document, () => resultTable(isInFile ? results.filter(({ outcome }) => outcome !== 'done') : results))
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length
  const { t } = words()
  const counts = [
    t('commandLine.done', { count: count('done') }),
    t('jobs.skipped', { count: count('skipped') }),
    t('jobs.failed', { count: count('failed') }),
  ]
  output.say(counts.join(', '))
  const isStopped = job !== null && job.state !== 'done'
  if (isStopped) {
    const command = `jobs resume ${job.id}${isInFile ? outOption() : ''}`
    output.say(t('commandLine.stoppedEarly', { command }))
  }
  return isStopped || count('failed') > 0 ? exitStatus.someFailed : exitStatus.done
}

/** The option that writes passwords to a file, with a name to replace. */
const outOption = () => ` --out ${languageWords[spokenLanguage()].help.filledIn.file}.csv`

/**
 * Writes those passwords of a job that are still in the vault into a new file; each is an audit entry. Answers false where the file could not
 * be written, after saying how to get the passwords from the vault.
 */
export async function writePasswords({ caller, output }: Desk, jobId: JobId, file: NewFile): Promise<boolean> {
  const { csv } = await caller.passwords.exportResults({ jobId, ...fileWords() })
  try {
    file.write(csv)
    return true
  } catch (error) {
    const { sentence } = complaintOf(error, spokenLanguage())
    const command = `jobs show ${jobId}${outOption()}`
    output.say(`${sentence} ${words().t('commandLine.passwordsKept', { command })}`)
    return false
  }
}

/** Reports that nothing was done yet, because a second admin must approve the request with this number first. */
export function reportWaiting(output: Desk['output'], request: RequestId): ExitStatus {
  output.answer({ request }, () => words().t('requests.number', { number: localNumber(request) }))
  output.say(waitingSentence(request))
  return exitStatus.someFailed
}

/** Does what may have to wait for a second admin, and reports that it waits where it does. */
export async function requestIfWaiting(output: Desk['output'], work: () => Promise<ExitStatus>): Promise<ExitStatus> {
  try {
    return await work()
  } catch (error) {
    if (!isDomainError(error, 'WAITING_FOR_APPROVAL')) throw error
    return reportWaiting(output, error.data.request as RequestId)
  }
}

/** The sentence about a request that waits for a second admin. */
export function waitingSentence(request: RequestId): string {
  return words().t('errors.WAITING_FOR_APPROVAL', { request })
}

function resultTable(results: readonly Result[]): string {
  if (results.length === 0) return ''
  const { t } = words()
  const rows = results.map(({ username, outcome, password, reason }) => [
    username,
    t(`exports.outcomes.${outcome}`),
    password ?? '',
    // Somebody may have typed a name that never existed.
    reason === 'NOT_FOUND' ? t('imports.reasons.unknownUser') : reasonText(t, reason ?? null),
  ])
  const headings = [t('users.columns.username'), t('exports.outcome'), t('exports.password'), t('exports.reason')]
  return table(headings, rows)
}
