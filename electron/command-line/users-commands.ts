import { Command, Option } from 'commander'
import { type DirectoryFreshness, ownDirectory } from '../../shared/directories.ts'
import { isSameDirectoryName } from '../../shared/rules/directory/directory-name.ts'
import { isDistinguishedName } from '../../shared/rules/directory/distinguished-name.ts'
import { type PasswordState, passwordStates } from '../../shared/rules/password-state.ts'
import { type ExportAs, type SignInStatus, signInStatus, type UserFilter, type UserRow } from '../../shared/users.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import { actOnUser, acts, editUser } from './change-user.ts'
import { usageError } from './complaint.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { writeNewFile } from './files.ts'
import { everybody, listUsers } from './find-users.ts'
import { importUsers } from './import-users.ts'
import { isoTime } from './output.ts'
import type { Run } from './program.ts'
import { table } from './table.ts'
import { fileWords, localNumber, localTime, words } from './words.ts'

type Given = Options & Readonly<Record<string, unknown>>

const signInStates: readonly string[] = signInStatus.options
const states: readonly string[] = [...passwordStates, ...signInStates]

/** `users`: who has an account. */
export function usersCommands(run: Run, help: HelpTexts): Command {
  const { commands, optionTexts, argumentTexts, filledIn } = help
  const users = new Command('users').description(commands.users)
  users
    .command('list')
    .description(commands['users list'])
    .option(`--search <${filledIn.text}>`, optionTexts.search)
    .option(`--state <${filledIn.state}>`, `${optionTexts.state}: ${states.join(', ')}`)
    .option(`--directory <${filledIn.name}>`, optionTexts.directory)
    .action(run((options) => list(options, text(options.search), text(options.state), text(options.directory))))
  users
    .command('import')
    .argument(`<${filledIn.file}>`, argumentTexts.usersFile)
    .option('--dry-run', optionTexts.dryRun)
    .description(commands['users import'])
    .action(run((options, file: string) => importUsers(options, file, options.dryRun === true)))
  users
    .command('export')
    .argument(`<${filledIn.file}>`, argumentTexts.newFile)
    .addOption(new Option(`--format <${filledIn.format}>`, optionTexts.format).choices(Object.keys(formats)))
    .option(`--base <${filledIn.dn}>`, optionTexts.exportBase)
    .description(commands['users export'])
    .action(run((options, file: string) => exportUsers(options, file)))
  users
    .command('edit')
    .argument(`<${filledIn.user}>`, argumentTexts.user)
    .argument(`<${filledIn.json}>`, argumentTexts.fields)
    .description(commands['users edit'])
    .action(run((options, typed: string, json: string) => editUser(options, typed, json)))
  for (const act of Object.keys(acts) as (keyof typeof acts)[]) {
    users
      .command(act)
      .argument(`<${filledIn.user}>`, argumentTexts.user)
      .description(commands[`users ${act}`])
      .action(run((options, typed: string) => actOnUser(options, typed, act)))
  }
  return users
}

/** The formats of files as they are typed. */
const formats: Readonly<Record<string, ExportAs['format']>> = { csv: 'csv', ldif: 'ldif', 'new-aduser': 'newAdUser' }

function exportAsOf(options: Readonly<Record<string, unknown>>): ExportAs {
  const { t } = words()
  const format = formats[String(options.format ?? 'csv')] ?? 'csv'
  const base = options.base === undefined ? undefined : String(options.base)
  if (base !== undefined && !isDistinguishedName(base)) throw usageError(t('commandLine.notADn', { base }))
  if (format === 'newAdUser') return { format, base }
  if (format === 'ldif') {
    if (base === undefined) throw usageError(t('commandLine.baseNeeded'))
    return { format, base }
  }
  if (base !== undefined) throw usageError(t('commandLine.baseUnused'))
  return { format }
}

const text = (value: unknown) => (value === undefined ? '' : String(value))

function filterOf(state: string): UserFilter {
  const wanted = state === '' ? [] : state.split(',').map((name) => name.trim())
  const unknown = wanted.find((name) => !states.includes(name))
  if (unknown !== undefined)
    throw usageError(words().t('commandLine.noState', { state: unknown, states: states.join(', ') }))
  return {
    signIn: wanted.filter((name) => signInStates.includes(name)) as SignInStatus[],
    passwordState: wanted.filter((name) => !signInStates.includes(name)) as PasswordState[],
    role: [],
  }
}

/** The directory of a name, or of an id where no name is the same; `own` is Keydesk's own. */
function directoriesOf(typed: string, directories: readonly DirectoryFreshness[]): UserFilter['directory'] {
  if (typed === '') return []
  if (typed === 'own') return [ownDirectory]
  const named = directories.filter(({ name }) => isSameDirectoryName(name, typed))
  const found = named.length > 0 ? named : directories.filter(({ id }) => String(id) === typed)
  if (found.length === 0) throw usageError(words().t('commandLine.noDirectory', { name: typed }))
  return found.map(({ id }) => id)
}

function list(options: Options, search: string, state: string, directory: string): Promise<ExitStatus> {
  const filter = filterOf(state)
  return withDesk(options, async ({ caller, output }) => {
    const { directories } = await caller.directories.freshness({})
    const query = { search, filter: { ...filter, directory: directoriesOf(directory, directories) } }
    const users: UserRow[] = []
    for await (const user of listUsers(caller, query)) users.push(user)
    output.answer({ users: users.map(asDocument), total: users.length }, () => userTable(users, directories.length > 0))
    const count = users.length
    if (!output.isJson) output.say(words().t('users.people', { count, number: localNumber(count) }))
    return exitStatus.done
  })
}

function userTable(users: readonly UserRow[], hasDirectories: boolean): string {
  const { t } = words()
  const rows = users.map((user) => [
    user.username,
    user.displayName,
    t(`states.${user.passwordState}`),
    t(`signIn.${user.signIn}`),
    localTime(user.passwordExpiresAt),
    user.roles.map((role) => t(`roles.${role}`)).join(', '),
    ...(hasDirectories ? [user.directory ?? t('users.ownDirectory')] : []),
  ])
  const columns = ['username', 'displayName', 'passwordState', 'signIn', 'passwordExpiresAt', 'roles'] as const
  const shown = hasDirectories ? [...columns, 'directory' as const] : columns
  const headings = shown.map((column) => t(`users.columns.${column}`))
  return table(headings, rows)
}

function asDocument({ id, canReset, isProtected, ...user }: UserRow) {
  return {
    ...user,
    lockedUntil: isoTime(user.lockedUntil),
    passwordChangedAt: isoTime(user.passwordChangedAt),
    passwordExpiresAt: isoTime(user.passwordExpiresAt),
    canReset,
  }
}

async function exportUsers(options: Given, file: string): Promise<ExitStatus> {
  const as = exportAsOf(options)
  return withDesk(options, async ({ caller, output }) => {
    let count = 0
    await writeNewFile(file, async () => {
      const selection = { kind: 'matching', query: everybody, except: [] } as const
      const answer = await caller.users.exportFile({ selection, ...fileWords(), as })
      count = answer.count
      return answer.text
    })
    output.answer({ exported: count, file }, () => words().t('commandLine.usersWritten', { count, file }))
    return exitStatus.done
  })
}
