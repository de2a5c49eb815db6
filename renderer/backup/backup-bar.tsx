import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { useFailureText } from './backup-words.ts'

/** How often the age of the last backup is asked for, in milliseconds. */
const pollInterval = 60_000

/** Above every page, while there has been no backup for too long. */
export function BackupBar({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useWords()
  const failureText = useFailureText()
  const { data } = useQuery({ ...api.backup.state.queryOptions({ input: {} }), refetchInterval: pollInterval })
  if (data === undefined || !data.isOverdue) return null
  const { days: count, failure } = data
  return (
    <MessageBar intent="warning" layout="multiline" shape="square" role="status" aria-label={t('settings.backup')}>
      <MessageBarBody>
        <MessageBarTitle>{t('backup.overdue', { count })}</MessageBarTitle> {t('backup.overdueText')}{' '}
        {failure !== null && failureText(failure)}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onOpen}>
          {t('backup.open')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
