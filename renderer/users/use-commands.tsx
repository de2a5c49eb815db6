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
import { type Permission, rolesWith } from '../../shared/rules/role-matrix.ts'
import { useMay } from '../app/session.ts'
import { useWords } from '../app/words.ts'
import type { Command } from './command-bar.tsx'
import { roleNeeded } from './reset-reason.ts'

export type CommandRuns = {
  readonly reset: () => void
  readonly requireChange: () => void
  readonly remove: () => void
  readonly add: () => void
  readonly importFile: () => void
  readonly exportFile: () => void
  readonly filter: () => void
  readonly columns: () => void
}

/** Why the signed-in admin may not do something, in words; null if they may. */
export function useReason(permission: Permission): string | null {
  const may = useMay(permission)
  const words = useWords()
  return may ? null : roleNeeded(rolesWith(permission), words)
}

/** The commands of the page with what each needs: a role, and for some of them somebody chosen. */
export function useCommands(runs: CommandRuns, hasChosen: boolean): readonly Command[] {
  const { t } = useWords()
  const noReset = useReason('passwords.reset')
  const noManage = useReason('users.manage')
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
      command('remove', t('users.deleteUser'), <PersonDeleteRegular />, runs.remove, noManage ?? nobody),
      command('filter', t('users.filter'), <FilterRegular />, runs.filter, null),
      command('columns', t('users.chooseColumns'), <ColumnTripleEditRegular />, runs.columns, null),
    ]
  }, [t, noReset, noManage, hasChosen, runs])
}
