import { Command } from 'commander'
import { type ClockView, isWorthSaying } from '../../shared/clock.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { isoTime, localTime } from './output.ts'
import type { Run } from './program.ts'

/** `clock`: whether Keydesk knows that the clock of this computer is right, and the word of a global admin that it is. */
export function clockCommands(run: Run): Command {
  const clock = new Command('clock').description('see whether the clock is believed, and say that it is right')
  clock
    .command('show')
    .description('what the clock says, until when time has certainly come, and what waits for your word')
    .action(run((options) => show(options, false)))
  clock
    .command('confirm')
    .description('say that the clock is right: deleted users and lapsed passwords that waited for it are erased')
    .action(run((options) => show(options, true)))
  return clock
}

function show(options: Options, isConfirmed: boolean): Promise<ExitStatus> {
  return withDesk(options, async ({ caller, output }) => {
    const view = await caller.clock.state({})
    const answer = isConfirmed ? await caller.clock.confirm({ now: view.now }) : view
    output.answer(asDocument(answer), () => clockText(answer))
    return exitStatus.done
  })
}

function asDocument({ state, now, reached, deleted, passwords }: ClockView) {
  return { state, now: isoTime(now), reached: isoTime(reached), waiting: { deleted, passwords } }
}

function clockText(view: ClockView): string {
  const { state, now, reached, deleted, passwords } = view
  const [says, seen] = [localTime(now), localTime(reached)]
  if (state === 'right') return `The clock says ${says}, and Keydesk goes by it.`
  if (state === 'behind')
    return `The clock says ${says}, but Keydesk has already seen ${seen}. Nothing is lost, and nothing is erased before that is clear.`
  return `The clock says ${says}; the last time that Keydesk can be sure of is ${seen}. Nothing is lost. Until somebody says that the clock is right, ${deleted} deleted users are not erased and ${passwords} lapsed temporary passwords stay in the vault.`
}

/** What every command says of a clock that may be wrong; null while there is nothing to say. */
export function clockWarning(view: ClockView): string | null {
  if (!isWorthSaying(view)) return null
  return `${clockText(view)} If it is right: keydesk clock confirm. If not: set date and time in the settings of this computer.`
}
