import { Command, CommanderError, Option } from 'commander'
import { defaultLanguage, languages } from '../../shared/languages.ts'
import { auditCommands } from './audit-commands.ts'
import { clockCommands } from './clock-commands.ts'
import { complaintOf, usageError } from './complaint.ts'
import type { Options } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { initCommand } from './init-command.ts'
import { jobsCommands } from './jobs-commands.ts'
import { printable } from './output.ts'
import { passwordCommands } from './password-commands.ts'
import { policyCommands } from './policy-commands.ts'
import { closeInput } from './secret-input.ts'
import { usersCommands } from './users-commands.ts'
import { chooseLanguage, systemLanguage, words } from './words.ts'

type Values = Options & Readonly<Record<string, unknown>>
/** How a command runs its work: the work gets the options and arguments, and what it answers becomes the exit status. */
export type Run = (
  work: (options: Values, ...args: never[]) => Promise<ExitStatus>,
) => (...given: unknown[]) => Promise<void>

const help = `
Exit status: 0 done, 1 some items failed, 2 bad input or usage, 3 not allowed or sign-in failed,
4 vault locked, 5 data folder in use by another Keydesk.
Passwords are asked for on the terminal or read from standard input, never from arguments.
Who signs in with an authenticator app is asked for its code too; with --password-stdin it is the second line.
A recovery code does as well.`

/** Reads the arguments, does what they say and answers with the exit status. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let status: number = exitStatus.done
  const run: Run =
    (work) =>
    async (...given) => {
      const command = given.at(-1) as Command
      // Commander hands over the arguments, then the options, then the command.
      const values = given.slice(0, -2) as Parameters<typeof work> extends [unknown, ...infer A] ? A : never
      status = await work(command.optsWithGlobals(), ...values)
    }
  process.stdout.on('error', endQuietly)
  try {
    // Bytes of another encoding have been replaced before they come here: they would be stored as another name.
    if (args.some((argument) => argument.includes('\ufffd'))) throw usageError(words().t('commandLine.argumentNotUtf8'))
    await createProgram(run).parseAsync([...args], { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.badInput
    const complaint = complaintOf(error, systemLanguage() ?? defaultLanguage)
    process.stderr.write(`${printable(complaint.sentence)}\n`)
    return complaint.status
  } finally {
    closeInput()
  }
}

/** A reader that closes the pipe early, such as `head`, is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(exitStatus.done)
  throw error
}

/** The command line with everything that it understands. */
export function createProgram(run: Run): Command {
  const program = new Command('keydesk')
    .description('The password desk of a small business, from the command line.')
    .option('--data-dir <DIR>', 'the data folder to work in')
    .option('--as <USER>', 'the admin who acts; may be left out where there is one global admin')
    .option(
      '--password-stdin',
      "read that admin's password from the first line of standard input, and the code of a second factor from the second",
    )
    .option(
      '--recovery-key',
      'open the vault with the printed recovery key: asked for, or with --password-stdin the first line, before the password',
    )
    .option('--json', 'print one JSON document on standard output')
    .addOption(
      new Option('--language <CODE>', "language of messages and files; the system's where it is left out").choices(
        languages,
      ),
    )
    .hook('preAction', (_, command) => chooseLanguage(command.optsWithGlobals().language ?? null))
    .addHelpText('after', help)
    .helpCommand(false)
    .showHelpAfterError('(--help says more)')
  program.addCommand(initCommand(run))
  program.addCommand(usersCommands(run))
  program.addCommand(passwordCommands(run))
  program.addCommand(jobsCommands(run))
  program.addCommand(auditCommands(run))
  program.addCommand(policyCommands(run))
  program.addCommand(clockCommands(run))
  inherit(program)
  return program
}

/** Commander does not pass the error handling of a parent on to commands that are added ready-made, so that it is copied here. */
function inherit(parent: Command): void {
  parent.exitOverride()
  for (const child of parent.commands) {
    child.copyInheritedSettings(parent)
    inherit(child)
  }
}
