import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { reasonText } from '../../../shared/i18n/entry-texts.ts'
import { api } from '../../base/api.ts'
import type { Chosen, Person } from '../../base/chosen.ts'
import { useWords, type Words } from '../../base/words/words.ts'
import { DangerButton } from '../../ui/danger-button.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Deletion } from './delete-many.ts'
import { useDelete } from './use-delete.ts'

const shownLeft = 100

const useStyles = makeStyles({
  text: { overflowWrap: 'anywhere' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXXL, overflowWrap: 'anywhere' },
})

type DeletePanelProps = {
  readonly chosen: Chosen
  /** Called when some of the people are deleted, so that the selection is no longer valid. */
  readonly onDeleted: () => void
  /** Restores somebody who was deleted a moment ago. */
  readonly onRestore: (person: Person) => void
  readonly onClose: () => void
}

/**
 * Asks before people are deleted, and says how many they are and how long they can be restored; afterwards shows who was left out, with the
 * reason.
 */
export function DeletePanel({ chosen, onDeleted, onRestore, onClose }: DeletePanelProps) {
  const { t } = useWords()
  const { run, progress, result, error } = useDelete(chosen, onDeleted, onRestore)
  const closeResult = result !== null && result.deleted > 0 ? onDeleted : onClose
  const footer =
    result === null ? (
      <>
        <DangerButton isBusy={progress !== null} onClick={() => void run()}>
          {t('users.deleteUser')}
        </DangerButton>
        <Button disabledFocusable={progress !== null} onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </>
    ) : (
      <Button appearance="primary" onClick={closeResult}>
        {t('common.close')}
      </Button>
    )
  const close = progress === null ? (result === null ? onClose : closeResult) : () => {}
  return (
    <Panel isOpen title={t('users.deleteUser')} onClose={close} footer={footer}>
      <ErrorBar error={error} />
      {result === null ? <Question chosen={chosen} /> : <LeftOutPeople result={result} />}
      {progress !== null && <Progress {...progress} />}
    </Panel>
  )
}

function Question({ chosen: { count, single } }: { readonly chosen: Chosen }) {
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  const { data } = useQuery(api.policies.get.queryOptions({ input: {} }))
  return (
    <>
      <Text className={styles.text}>
        {single === null ? (
          <strong>{t('users.deleteMany', { count, number: formatNumber(count) })}</strong>
        ) : (
          <>
            <strong>{single.displayName}</strong> ({single.username})
          </>
        )}
      </Text>
      <Text className={styles.text}>
        {single === null ? t('users.deleteText') : t('users.deleteOne', { name: single.displayName })}
      </Text>
      {data !== undefined && <Text>{t('users.deleteKept', { count: data.policies.signIn.deletedDays })}</Text>}
      <Text>{t('users.asksPassword')}</Text>
    </>
  )
}

function Progress({ tried, all }: { readonly tried: number; readonly all: number }) {
  const { t, formatNumber } = useWords()
  return (
    <Field
      validationMessage={t('users.deleting', { done: formatNumber(tried), all: formatNumber(all) })}
      validationState="none"
    >
      <ProgressBar value={tried} max={Math.max(all, 1)} aria-label={t('users.deletingUsers')} />
    </Field>
  )
}

function leftReason(reason: string, { t }: Words): string {
  if (reason === 'NOT_ALLOWED') return t('errors.notAllowedAtAll')
  return reason === 'NOT_FOUND' ? t('errors.notFound.user') : reasonText(t, reason)
}

function LeftOutPeople({ result: { deleted, left } }: { readonly result: Deletion }) {
  const words = useWords()
  const { t, formatNumber } = words
  const styles = useStyles()
  const visible = left.slice(0, shownLeft)
  return (
    <>
      {deleted > 0 && <Text>{t('users.deleted', { count: deleted, number: formatNumber(deleted) })}</Text>}
      <MessageBar intent="warning" layout="multiline" role="alert">
        <MessageBarBody>
          {t('users.notDeleted', { count: left.length, number: formatNumber(left.length) })}
        </MessageBarBody>
      </MessageBar>
      <ul className={styles.list}>
        {visible.map(({ id, username, reason }) => (
          <li key={id}>
            {username === '' ? '' : `${username}: `}
            {leftReason(reason, words)}
          </li>
        ))}
        {left.length > visible.length && <li>{t('users.andMore', { count: left.length - visible.length })}</li>}
      </ul>
    </>
  )
}
