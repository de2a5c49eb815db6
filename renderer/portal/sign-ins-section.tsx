import { Badge, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { SignInEntry } from '../../shared/account.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Card } from './card.tsx'
import { portalApi } from './portal-api.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  facts: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** The person's own sign-ins, good and refused, so that a stranger's is noticed. */
export function SignInsSection() {
  const { t } = useWords()
  const styles = useStyles()
  const { data, error } = useQuery(portalApi.myAccount.signInsRecent.queryOptions({ input: {}, gcTime: 0 }))
  return (
    <Card title={t('sessions.recentSignIns')}>
      <ErrorBar error={error} />
      <Text className={styles.quiet}>{t('sessions.signInsHint')}</Text>
      <ul className={styles.list}>
        {data?.entries.map((entry, index) => (
          // Two may fall into the same millisecond.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is read only, and replaced as a whole
          <SignIn key={index} entry={entry} />
        ))}
      </ul>
    </Card>
  )
}

function SignIn({ entry: { at, isGood, reason, door } }: { readonly entry: SignInEntry }) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const facts = [t(`audit.doors.${door}`), ...(reason === null ? [] : [t(`audit.reasons.${reason}`)])]
  return (
    <li className={styles.item}>
      <div className={styles.facts}>
        <time dateTime={new Date(at).toISOString()}>{formatDateTime(at)}</time>
        <Caption1 className={styles.quiet}>{facts.join(' · ')}</Caption1>
      </div>
      <Badge appearance="tint" color={isGood ? 'success' : 'danger'}>
        {t(`sessions.signInResult.${isGood ? 'success' : 'failure'}`)}
      </Badge>
    </li>
  )
}
