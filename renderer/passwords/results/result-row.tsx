import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { CallRegular, CheckmarkRegular, CopyRegular, EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import type { SecretId } from '../../../shared/ids.ts'
import type { JobItem } from '../../../shared/jobs.ts'
import { useWords } from '../../base/words/words.ts'
import { PasswordText } from './password-text.tsx'
import type { ResultListProps } from './result-list.tsx'

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  person: { display: 'flex', flexDirection: 'column', flex: '1 1 40%', minWidth: 0, overflowWrap: 'anywhere' },
  username: { color: tokens.colorNeutralForeground2 },
  secret: {
    display: 'flex',
    flex: '1 1 45%',
    alignItems: 'center',
    justifyContent: 'flex-end',
    columnGap: tokens.spacingHorizontalXS,
    minWidth: 0,
  },
})

export type ResultRowProps = Pick<ResultListProps, 'revealed' | 'copying'> & {
  readonly item: JobItem
  readonly onSpell: (id: SecretId) => void
}

/** One person's new password; without buttons when it is no longer kept. */
export function ResultRow({ item, revealed, copying, onSpell }: ResultRowProps) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <div className={styles.row}>
      <div className={styles.person}>
        <Body1>{item.displayName}</Body1>
        <Caption1 className={styles.username}>{item.username}</Caption1>
      </div>
      <div className={styles.secret}>
        {item.secretId === null ? (
          <Caption1>{t('passwords.notKept')}</Caption1>
        ) : (
          <RowSecret
            id={item.secretId}
            name={item.displayName}
            revealed={revealed}
            copying={copying}
            onSpell={onSpell}
          />
        )}
      </div>
    </div>
  )
}

type RowSecretProps = Omit<ResultRowProps, 'item'> & { readonly id: SecretId; readonly name: string }

function RowSecret({ id, name, revealed, copying, onSpell }: RowSecretProps) {
  const { t } = useWords()
  const password = revealed.readable.get(id)?.password
  const isShown = password !== undefined
  return (
    <>
      <PasswordText password={password} />
      <Button
        appearance="subtle"
        icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
        aria-label={isShown ? t('passwords.hideFor', { name }) : t('passwords.showFor', { name })}
        onClick={() => (isShown ? revealed.hide(id) : void revealed.show([id]))}
      />
      <Button
        appearance="subtle"
        icon={copying.copiedId === id ? <CheckmarkRegular /> : <CopyRegular />}
        aria-label={t('passwords.copyFor', { name })}
        onClick={() => void copying.copy(id)}
      />
      <Button
        appearance="subtle"
        icon={<CallRegular />}
        aria-label={t('passwords.spellFor', { name })}
        onClick={() => onSpell(id)}
      />
    </>
  )
}
