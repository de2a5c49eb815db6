import { DocumentCopyRegular } from '@fluentui/react-icons'
import { useWords } from '../base/words/words.ts'
import type { Command } from './commands/command.ts'

/** What can be done about everybody selected, in groups: the commands of the bar that are about people, and those that have no room there. */
export function useChosenCommands(commands: readonly Command[], onCopy: () => void): readonly (readonly Command[])[] {
  const { t } = useWords()
  const ofBar = (...ids: readonly string[]) => commands.filter(({ id }) => ids.includes(id))
  const copy = {
    id: 'copy',
    label: t('users.copy'),
    icon: <DocumentCopyRegular />,
    whyNot: null,
    keys: 'Ctrl+C',
    run: onCopy,
  }
  const remove = ofBar('remove').map((command) => ({ ...command, isDanger: true, keys: 'Delete' }))
  return [ofBar('reset', 'requireChange'), [...ofBar('export'), copy], remove]
}
