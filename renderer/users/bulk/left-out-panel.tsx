import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { reasonText } from '../../../shared/i18n/entry-texts.ts'
import type { LeftOut } from '../../../shared/users.ts'
import { useWords, type Words } from '../../base/words/words.ts'
import { Panel } from '../../ui/panel.tsx'

const shownLeft = 100

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXXL, overflowWrap: 'anywhere' },
})

function leftReason(reason: string, { t }: Words): string {
  switch (reason) {
    case 'NOT_ALLOWED':
      return t('errors.notAllowedAtAll')
    case 'NOT_FOUND':
      return t('errors.notFound.user')
    case 'SECOND_ADMIN_NEEDED':
      return t('users.bulk.needsSecond')
    case 'IN_DIRECTORY':
      return t('users.bulk.inDirectory')
    case 'FIELD_INVALID':
      return t('users.fieldInvalid')
    default:
      return reasonText(t, reason)
  }
}

/** Who was left as they are by something done to many people, and why. */
export function LeftOutPanel({
  title,
  left,
  onClose,
}: {
  readonly title: string
  readonly left: LeftOut
  readonly onClose: () => void
}) {
  const words = useWords()
  const { t } = words
  const styles = useStyles()
  const footer = (
    <Button appearance="primary" onClick={onClose}>
      {t('common.close')}
    </Button>
  )
  return (
    <Panel isOpen title={title} onClose={onClose} footer={footer}>
      <MessageBar intent="warning" layout="multiline" role="alert">
        <MessageBarBody>{t('users.bulk.left', { count: left.length })}</MessageBarBody>
      </MessageBar>
      <ul className={styles.list}>
        {left.slice(0, shownLeft).map(({ id, username, reason }) => (
          <li key={id}>
            {username === '' ? '' : `${username}: `}
            {leftReason(reason, words)}
          </li>
        ))}
        {left.length > shownLeft && <li>{t('users.andMore', { count: left.length - shownLeft })}</li>}
      </ul>
    </Panel>
  )
}
