/** The commands, and the groups that they stand in, by what is typed for them. */
type HelpedCommand =
  | 'init'
  | 'users'
  | 'users list'
  | 'users import'
  | 'users export'
  | 'users edit'
  | 'users block'
  | 'users allow'
  | 'users unlock'
  | 'users never-expires'
  | 'users expires'
  | 'password'
  | 'password reset'
  | 'password require-change'
  | 'jobs'
  | 'jobs list'
  | 'jobs show'
  | 'jobs resume'
  | 'jobs cancel'
  | 'audit'
  | 'audit list'
  | 'audit verify'
  | 'audit export'
  | 'policy'
  | 'policy get'
  | 'policy set'
  | 'clock'
  | 'clock show'
  | 'clock confirm'
  | 'groups'
  | 'groups list'
  | 'groups show'
  | 'directories'
  | 'directories list'
  | 'directories add'
  | 'directories test'
  | 'directories sync'
  | 'directories remove'
  | 'directories match'
  | 'directories undo-match'
  | 'help'

/** What an option does; `out` means another thing after each command that has it. */
type HelpedOption =
  | 'dataDir'
  | 'as'
  | 'passwordStdin'
  | 'recoveryKey'
  | 'json'
  | 'language'
  | 'help'
  | 'organisation'
  | 'username'
  | 'displayName'
  | 'search'
  | 'state'
  | 'directory'
  | 'dryRun'
  | 'all'
  | 'file'
  | 'style'
  | 'noMustChange'
  | 'outOfReset'
  | 'outOfShown'
  | 'outOfResumed'
  | 'directoryName'
  | 'server'
  | 'account'
  | 'security'
  | 'kind'
  | 'base'
  | 'authority'
  | 'fingerprint'
  | 'whole'
  | 'hideMissing'
  | 'yes'
  | 'keepPeople'
  | 'adopt'
  | 'format'
  | 'exportBase'

type HelpedArgument =
  | 'user'
  | 'fields'
  | 'usersFile'
  | 'newFile'
  | 'users'
  | 'policy'
  | 'policyOrAll'
  | 'json'
  | 'directory'
  | 'group'

/** What stands in a line of usage for what the person fills in: one word in capitals. */
type FilledIn =
  | 'folder'
  | 'file'
  | 'user'
  | 'code'
  | 'name'
  | 'upn'
  | 'text'
  | 'state'
  | 'style'
  | 'id'
  | 'json'
  | 'server'
  | 'account'
  | 'security'
  | 'kind'
  | 'dn'
  | 'fingerprint'
  | 'format'

/** The help of the command line in one language; the names of commands and options are the same in all of them. */
export type HelpTexts = {
  readonly headings: Readonly<Record<'usage' | 'arguments' | 'options' | 'commands', string>>
  /** What stands in a line of usage for options and for a command: one word. */
  readonly options: string
  readonly command: string
  readonly filledIn: Readonly<Record<FilledIn, string>>
  /** What the program is. */
  readonly program: string
  readonly commands: Readonly<Record<HelpedCommand, string>>
  readonly optionTexts: Readonly<Record<HelpedOption, string>>
  readonly argumentTexts: Readonly<Record<HelpedArgument, string>>
  /** What is said below the help of the program, a paragraph each. */
  readonly after: readonly string[]
}
