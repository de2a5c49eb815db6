import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { DirectoryRow } from '../../shared/directories.ts'
import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'

type MissingBarProps = { readonly directory: DirectoryRow; readonly onHide: () => void }

/** Says that so many people of a directory are missing that nobody was taken off the list, and lets an admin say that this is right. */
export function MissingBar({ directory: { connection, people, missing }, onHide }: MissingBarProps) {
  const { t, formatNumber } = useWords()
  const mayHide = useMay('vault.manage')
  const { name } = connection
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('directories.missingTitle', { name })}</MessageBarTitle>{' '}
        {t('directories.missingText', { count: missing, all: formatNumber(people) })}
      </MessageBarBody>
      <MessageBarActions>
        <Button disabled={!mayHide} onClick={onHide}>
          {t('directories.hideMissing')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
