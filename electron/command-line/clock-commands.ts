import { Command } from 'commander'
import { type ClockView, isWorthShowing } from '../../shared/clock.ts'
import type { HelpTexts } from '../language/help-texts.ts'
import { type Options, withDesk } from './desk.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { isoTime } from './output.ts'
import type { Run } from './program.ts'
import { localTime, words } from './words.ts'

/** `clock`: whether Keydesk knows that the clock of this computer is right, and the confirmation of a global admin that it is. */
export function clockCommands(run: Run, { commands }: HelpTexts): Command {
  const clock = new Command('clock').description(commands.clock)
  clock
    .command('show')
    .description(commands['clock show'])
    .action(run((options) => show(options, false)))
  clock
    .command('confirm')
    .description(commands['clock confirm'])
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

function clockText({ state, now, reached, deleted, passwords }: ClockView): string {
  const { t } = words()
  const times = { now: localTime(now), reached: localTime(reached) }
  if (state === 'right') return t('clock.believed', times)
  if (state === 'behind') return `${t('clock.question')} ${t('clock.behind', times)}`
  const waits = [
    ...(deleted > 0 ? [t('clock.deleted', { count: deleted })] : []),
    ...(passwords > 0 ? [t('clock.passwords', { count: passwords })] : []),
  ]
  const all = [t('clock.question'), t('clock.ahead', times), ...(waits.length > 0 ? waits : [t('clock.nothing')])]
  return all.join(' ')
}

/** The warning that every command prints while the clock may be wrong; null while it need not. */
export function clockWarning(view: ClockView): string | null {
  if (!isWorthShowing(view)) return null
  return `${clockText(view)} ${words().t('clock.onCommandLine')}`
}
