import { Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { Warning16Regular } from '@fluentui/react-icons'
import { useWords } from '../../base/words/words.ts'
import { useSlipAddress } from './use-slip-address.ts'

const useStyles = makeStyles({
  root: { display: 'flex', columnGap: tokens.spacingHorizontalXS },
  icon: { flexShrink: 0, color: tokens.colorStatusWarningForeground3 },
})

/** Says before anything is printed that slips name no place to sign in, as long as that is so. */
export function SlipWarning() {
  const { t } = useWords()
  const styles = useStyles()
  if (useSlipAddress() !== '') return null
  return (
    <Caption1 className={styles.root}>
      <Warning16Regular className={styles.icon} />
      <span>{t('passwords.noSignInAddress')}</span>
    </Caption1>
  )
}
