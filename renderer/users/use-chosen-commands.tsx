import { EditRegular, PeopleAddRegular, PersonAvailableRegular, PersonProhibitedRegular } from '@fluentui/react-icons'
import { useMemo } from 'react'
import { useWhyNot } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import type { BulkAct } from './bulk/bulk-panel.tsx'
import type { Command } from './commands/command.ts'
import { copyCommand } from './commands/copy-command.tsx'

type ChosenCommandsProps = {
  readonly commands: readonly Command[]
  readonly onBulk: (act: BulkAct) => void
  readonly onCopy: () => void
}

/** What can be done about everybody selected, in groups: the commands of the bar that are about people, and those that have no room there. */
export function useChosenCommands({ commands, onBulk, onCopy }: ChosenCommandsProps): readonly (readonly Command[])[] {
  const { t } = useWords()
  const noChange = useWhyNot('users.change')
  const noGroups = useWhyNot('groups.manage')
  return useMemo(() => {
    const ofBar = (...ids: readonly string[]) => commands.filter(({ id }) => ids.includes(id))
    const bulk = (id: BulkAct, label: string, icon: Command['icon'], whyNot: string | null): Command => ({
      id,
      label,
      icon,
      whyNot,
      run: () => onBulk(id),
    })
    return [
      ofBar('reset', 'requireChange'),
      [
        bulk('block', t('users.blockSignIn'), <PersonProhibitedRegular />, noChange),
        bulk('allow', t('users.allowSignIn'), <PersonAvailableRegular />, noChange),
        bulk('edit', t('users.bulk.edit'), <EditRegular />, noChange),
        bulk('group', t('users.bulk.group'), <PeopleAddRegular />, noGroups),
      ],
      [...ofBar('export'), copyCommand(t, onCopy)],
      ofBar('remove').map((command) => ({ ...command, isDanger: true, keys: 'Delete' })),
    ]
  }, [t, noChange, noGroups, commands, onBulk, onCopy])
}
