import { Command, Option } from 'commander'
import { isDomainError } from '../../shared/errors.ts'
import { type PasswordStyle, passwordStyle } from '../../shared/passwords.ts'
import type { Selection, UserRow } from '../../shared/users.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import { usageError } from './complaint.ts'
import { type Desk, type Options, withDesk } from './desk.ts'
import { exitStatus, exitStatusOf } from './exit-status.ts'
import { createNewFile, type NewFile } from './files.ts'
import { everybody, findUsers } from './find-users.ts'
import { followJob, itemsOf } from './follow-job.ts'
import type { Run } from './program.ts'
import { excludedFrom, type Result, readSecrets, report, reportWaiting, resultsOf, writePasswords } from './results.ts'
import { readUserNames, type UserNames } from './user-names-file.ts'
import { spokenLanguage, words } from './words.ts'

type People = { readonly selection: Selection; readonly only: UserRow | null; readonly unknown: readonly Result[] }
type ResetOptions = { readonly style: PasswordStyle; readonly mustChange: boolean }

/** `password`: reset passwords, or ask people to change theirs. */
export function passwordCommands(run: Run, help: HelpTexts): Command {
  const { commands, optionTexts, argumentTexts, filledIn } = help
  const people = `[${filledIn.user}...]`
  const password = new Command('password').description(commands.password)
  password
    .command('reset')
    .argument(people, argumentTexts.users)
    .description(commands['password reset'])
    .option('--all', optionTexts.all)
    .option(`--file <${filledIn.file}>`, optionTexts.file)
    .addOption(new Option(`--style <${filledIn.style}>`, optionTexts.style).choices(passwordStyle.options))
    .option('--no-must-change', optionTexts.noMustChange)
    .option(`--out <${filledIn.file}>`, optionTexts.outOfReset)
    .action(run((options, names: string[]) => reset(options, names)))
  password
    .command('require-change')
    .argument(people, argumentTexts.users)
    .option('--all', optionTexts.all)
    .description(commands['password require-change'])
    .action(run((options, names: string[]) => requireChange(options, names)))
  return password
}

type Given = Options & Record<string, unknown>

/** Checks that exactly one of the three ways to name people is used, before the data folder is opened. */
async function namesGiven(options: Given, names: readonly string[]): Promise<UserNames | 'all'> {
  const ways = [names.length > 0, options.all === true, options.file !== undefined].filter(Boolean).length
  if (ways !== 1) throw usageError(words().t('commandLine.sayWho'))
  if (options.all === true) return 'all'
  return options.file === undefined ? { names, nameless: [] } : readUserNames(String(options.file))
}

async function peopleOf({ caller }: Desk, given: UserNames | 'all'): Promise<People> {
  if (given === 'all') {
    return { selection: { kind: 'matching', query: everybody, except: [] }, only: null, unknown: [] }
  }
  const found = await findUsers(caller, given.names)
  const unknown = [...found.unknown, ...given.nameless].map(
    (username) => ({ username, outcome: 'failed', reason: 'NOT_FOUND' }) as const,
  )
  const [first = null, ...others] = found.users
  const selection = { kind: 'users', ids: found.users.map(({ id }) => id) } as const
  return { selection, only: others.length === 0 && unknown.length === 0 ? first : null, unknown }
}

async function reset(options: Given, given: readonly string[]) {
  const names = await namesGiven(options, given)
  return withDesk(options, async (desk) => {
    const file = options.out === undefined ? null : createNewFile(String(options.out))
    const { temporaryStyle } = await desk.caller.settings.get({})
    const style = (options.style as PasswordStyle | undefined) ?? temporaryStyle
    const how = { style, mustChange: options.mustChange !== false }
    const people = await peopleOf(desk, names)
    if (people.only !== null && file === null) return await resetOne(desk, people.only, how)
    return await resetMany(desk, people, how, file)
  })
}

async function resetOne({ caller, output }: Desk, { id, username }: UserRow, { style, mustChange }: ResetOptions) {
  const results: Result[] = []
  try {
    const choice = { kind: 'generate', style, language: spokenLanguage() } as const
    const answer = await caller.passwords.reset({ userId: id, choice, mustChange })
    if (answer.outcome === 'waiting') return reportWaiting(output, answer.request)
    const { passwords } = await caller.passwords.reveal({ secretIds: [answer.secretId] })
    results.push({ username, outcome: 'done', password: passwords[0]?.password ?? '' })
  } catch (error) {
    // An error about this person is printed as their result; any other error ends the command.
    if (!isDomainError(error) || exitStatusOf(error.code) !== exitStatus.badInput) throw error
    results.push({ username, outcome: 'failed', reason: error.code })
  }
  return report(output, null, results)
}

async function resetMany(desk: Desk, people: People, { style, mustChange }: ResetOptions, file: NewFile | null) {
  const { caller, output } = desk
  const excluded = await excludedFrom(caller, people.selection, 'reset')
  const input = { selection: people.selection, style, language: spokenLanguage(), mustChange }
  const answer = await nullIfNobody(caller.passwords.resetMany(input))
  if (answer?.outcome !== 'started') {
    if (answer !== null) return reportWaiting(output, answer.request)
    return report(output, null, [...excluded, ...people.unknown])
  }
  const { jobId } = answer
  const job = await followJob(desk, jobId)
  const items = await itemsOf(caller, jobId)
  const secrets = file === null ? await readSecrets(caller, items) : new Map()
  const isWritten = file === null || (await writePasswords(desk, jobId, file))
  const results = [...resultsOf(items, secrets), ...excluded, ...people.unknown]
  const status = report(output, job, results, file !== null)
  return isWritten ? status : exitStatus.someFailed
}

async function requireChange(options: Given, given: readonly string[]) {
  const names = await namesGiven(options, given)
  return withDesk(options, async (desk) => {
    const { selection, unknown } = await peopleOf(desk, names)
    const excluded = await excludedFrom(desk.caller, selection, 'requireChange')
    const answer = await nullIfNobody(desk.caller.passwords.requireChange({ selection }))
    if (answer === null) return report(desk.output, null, [...excluded, ...unknown])
    const job = await followJob(desk, answer.jobId)
    const items = resultsOf(await itemsOf(desk.caller, answer.jobId), new Map())
    return report(desk.output, job, [...items, ...excluded, ...unknown])
  })
}

/** What was started, or null where nobody was left to do it for. */
async function nullIfNobody<T>(started: Promise<T>): Promise<T | null> {
  try {
    return await started
  } catch (error) {
    if (isDomainError(error, 'NOTHING_SELECTED')) return null
    throw error
  }
}
