import type { RightLine } from '../../shared/directories.ts'
import { printable } from './output.ts'
import { table } from './table.ts'
import { words } from './words.ts'

/** A server's rule names the account by a placeholder where it doesn't know it. */
const commandFor = ({ command, state }: RightLine, account: string) =>
  state === 'yes' ? '' : command.replaceAll('<account>', account)

/** What the account may do, with the commands that can be run as they stand. */
export function rightsDocument(rights: readonly RightLine[], account: string): readonly RightLine[] {
  return rights.map((line) => ({ right: line.right, state: line.state, command: commandFor(line, account) }))
}

/** The same for people, line by line; the command that gives a missing right stands below all of them, because it has lines of its own. */
export function rightsText(rights: readonly RightLine[], account: string): string {
  const { t } = words()
  const rows = rights.map(({ right, state }) => [
    t(`directories.rights.${right}`),
    t(`directories.rightStates.${state}`),
  ])
  const commands = rights.flatMap((line) => {
    const command = commandFor(line, account)
    if (command === '') return []
    return ['', `${t(`directories.rights.${line.right}`)}. ${t('directories.command')}`, printable(command)]
  })
  return [table([t('directories.rightsTitle'), t('directories.columns.state')], rows), ...commands].join('\n')
}
