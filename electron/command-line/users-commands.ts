import { Command } from 'commander'
import { type PasswordState, passwordStates } from '../../shared/rules/password-state.ts'
import { type SignInStatus, signInStatus, type UserFilter, type UserRow } from '../../shared/users.ts'
import { usageError } from './complaint.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { writeNewFile } from './files.ts'
import { everybody, listUsers } from './find-users.ts'
import { importUsers } from './import-users.ts'
import { isoTime, localTime, table } from './output.ts'
import type { Run } from './program.ts'
import { fileWords, words } from './words.ts'

const signInStates: readonly string[] = signInStatus.options
const states: readonly string[] = [...passwordStates, ...signInStates]

/** `users`: who has an account. */
export function usersCommands(run: Run): Command {
  const users = new Command('users').description('list, import and export users')
  users
    .command('list')
    .description('everybody, or those who match')
    .option('--search <TEXT>', 'part of the display name, user name or department')
    .option('--state <STATE>', `password or sign-in state, several with commas: ${states.join(', ')}`)
    .action(run((options) => list(options, text(options.search), text(options.state))))
  users
    .command('import')
    .argument('<file>', 'a users file as Microsoft 365 takes it')
    .option('--dry-run', 'only say what would happen')
    .description('add the users of a file')
    .action(run((options, file: string) => importUsers(options, file, options.dryRun === true)))
  users
    .command('export')
    .argument('<file>', 'a file that does not exist yet')
    .description('write a file of all users')
    .action(run((options, file: string) => exportUsers(options, file)))
  return users
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

function list(options: Options, search: string, state: string): Promise<ExitStatus> {
  const query = { search, filter: filterOf(state) }
  return withDesk(options, async ({ caller, output }) => {
    const users: UserRow[] = []
    for await (const user of listUsers(caller, query)) users.push(user)
    output.answer({ users: users.map(asDocument), total: users.length }, () => {
      const rows = users.map((user) => [
        user.username,
        user.displayName,
        user.passwordState,
        user.signIn,
        localTime(user.passwordExpiresAt),
        user.roles.join(', '),
      ])
      return table(['User name', 'Display name', 'Password', 'Sign-in', 'Expires', 'Roles'], rows)
    })
    if (!output.isJson) output.say(`${users.length} users`)
    return exitStatus.done
  })
}

function asDocument({ id, canReset, ...user }: UserRow) {
  return {
    ...user,
    lockedUntil: isoTime(user.lockedUntil),
    passwordChangedAt: isoTime(user.passwordChangedAt),
    passwordExpiresAt: isoTime(user.passwordExpiresAt),
    canReset,
  }
}

function exportUsers(options: Options, file: string): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    let count = 0
    await writeNewFile(file, async () => {
      const selection = { kind: 'matching', query: everybody, except: [] } as const
      const answer = await caller.users.exportFile({ selection, ...fileWords() })
      count = answer.count
      return answer.csv
    })
    output.answer({ exported: count, file }, () => `${count} users written to ${file}`)
    return exitStatus.done
  })
}
