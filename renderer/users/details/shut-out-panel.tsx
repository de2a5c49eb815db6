import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { UserDetails } from '../../../shared/users.ts'
import { client } from '../../base/api.ts'
import { useWords } from '../../base/words/words.ts'
import { DangerButton } from '../../ui/danger-button.tsx'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useUserAction } from '../use-user-action.ts'

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXXL },
  text: { overflowWrap: 'anywhere' },
})

/** Asks before somebody who may do harm is shut out, and says what takes effect at once. */
export function ShutOutPanel({ user, onClose }: { readonly user: UserDetails; readonly onClose: () => void }) {
  const { t } = useWords()
  const styles = useStyles()
  const { run, error, isBusy } = useUserAction()
  const name = user.displayName
  const shutOut = async () => {
    const call = () => client.passwords.shutOut({ userId: user.id })
    if (await run(call, t('users.shutOutDone', { name }))) onClose()
  }
  const footer = (
    <>
      <DangerButton isBusy={isBusy} onClick={() => void shutOut()}>
        {t('users.shutOut')}
      </DangerButton>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('users.shutOut')} onClose={onClose} footer={footer}>
      <ErrorBar error={error} />
      <Text className={styles.text}>{t('users.shutOutLead', { name })}</Text>
      <ul className={styles.list}>
        <li>{t('users.shutOutBlocked')}</li>
        <li>{t('users.shutOutSessions')}</li>
        <li>{t('users.shutOutPassword')}</li>
      </ul>
      <Text className={styles.text}>{t('users.shutOutBack', { name })}</Text>
      <Text>{t('users.shutOutDiffers')}</Text>
      <Text>{t('users.asksPassword')}</Text>
    </Panel>
  )
}
