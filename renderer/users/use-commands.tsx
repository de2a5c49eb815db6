import {
  ArrowDownloadRegular,
  ArrowUploadRegular,
  ColumnTripleEditRegular,
  FilterRegular,
  KeyResetRegular,
  PasswordClockRegular,
  PersonAddRegular,
  PersonDeleteRegular,
} from '@fluentui/react-icons'
import { useMemo } from 'react'
import { useWhyNot } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import type { BulkAct } from './bulk/bulk-panel.tsx'
import type { Command } from './commands/command.ts'

export type CommandActions = {
  readonly reset: () => void
  readonly requireChange: () => void
  readonly remove: () => void
  readonly bulk: (act: BulkAct) => void
  readonly add: () => void
  readonly importFile: () => void
  readonly exportFile: () => void
  readonly filter: () => void
  readonly columns: () => void
}

/** The commands of the page, each with what it needs: a role, and for some a selection. */
export function useCommands(runs: CommandActions, hasChosen: boolean): readonly Command[] {
  const { t } = useWords()
  const noReset = useWhyNot('passwords.reset')
  const noManage = useWhyNot('users.manage')
  const noChange = useWhyNot('users.change')
  return useMemo(() => {
    const nobody = hasChosen ? null : t('users.chooseFirst')
    const noChosen = noReset ?? nobody
    const command = (id: string, label: string, icon: Command['icon'], run: () => void, whyNot: string | null) => ({
      ...{ id, label, icon, run, whyNot },
    })
    return [
      command('reset', t('passwords.resetPassword'), <KeyResetRegular />, runs.reset, noChosen),
      command('requireChange', t('users.requireChange'), <PasswordClockRegular />, runs.requireChange, noChosen),
      command('add', t('users.addUser'), <PersonAddRegular />, runs.add, noManage),
      command('import', t('users.importUsers'), <ArrowUploadRegular />, runs.importFile, noManage),
      command('export', t('users.exportUsers'), <ArrowDownloadRegular />, runs.exportFile, noManage),
      command('remove', t('users.deleteUser'), <PersonDeleteRegular />, runs.remove, noChange ?? nobody),
      command('filter', t('users.filter'), <FilterRegular />, runs.filter, null),
      command('columns', t('users.chooseColumns'), <ColumnTripleEditRegular />, runs.columns, null),
    ]
  }, [t, noReset, noManage, noChange, hasChosen, runs])
}
