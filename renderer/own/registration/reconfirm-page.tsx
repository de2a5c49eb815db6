import { Body1, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { Registration } from '../../../shared/registration.ts'
import { useConfirmedAction } from '../../base/use-action.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { FormActions } from '../../ui/form.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { useOwnClients } from '../own-clients.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

export type ReconfirmPageProps = {
  readonly info: Registration
  readonly organisation: string
  readonly onGood: () => void
  readonly onChange: () => void
}

/** Asks for a review of the methods from time to time, because people lose telephones and close mailboxes without thinking of Keydesk. */
export function ReconfirmPage({ info, organisation, onGood, onChange }: ReconfirmPageProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { registration } = useOwnClients()
  const { run, error, isBusy } = useConfirmedAction(() => {})
  const words = ({ method, detail }: Registration['methods'][number]) => {
    if (method === 'questions') return t('registration.answered', { count: Number(detail) })
    return method === 'recoveryCode' ? t('methods.codesLeft', { count: Number(detail) }) : detail
  }
  return (
    <PlainPage title={t('registration.reconfirmTitle')} organisation={organisation}>
      <Body1>{t('registration.reconfirmText')}</Body1>
      <ErrorBar error={error} />
      <ul className={styles.list} aria-label={t('methods.securityInfo')}>
        {info.methods
          .filter(({ isRegistered }) => isRegistered)
          .map((one) => (
            <li key={one.method} className={styles.item}>
              <Text>{t(`methods.names.${one.method}`)}</Text>
              <Caption1 className={styles.quiet}>{words(one)}</Caption1>
            </li>
          ))}
      </ul>
      <FormActions>
        <Button
          appearance="primary"
          disabledFocusable={isBusy}
          onClick={() => void run(() => registration.reconfirm({}), onGood)}
        >
          {t('registration.looksGood')}
        </Button>
        <Button onClick={onChange}>{t('registration.change')}</Button>
      </FormActions>
    </PlainPage>
  )
}
