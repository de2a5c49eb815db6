import { MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components'
import type { Status } from '../../shared/settings.ts'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({ typed: { whiteSpace: 'nowrap' } })

/** How to sign in to a demo, because whoever starts it from an icon sees nothing of what it prints; nothing in a real organisation. */
export function DemoAccount({ account }: { readonly account: Status['demoAccount'] }) {
  const { t } = useWords()
  const styles = useStyles()
  if (account === null) return null
  const lines = [
    [t('sessions.userName'), account.username],
    [t('sessions.password'), account.password],
  ] as const
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        {t('sessions.demoAccount')}
        {lines.map(([label, typed]) => (
          <div key={label}>
            {label}: <code className={styles.typed}>{typed}</code>
          </div>
        ))}
      </MessageBarBody>
    </MessageBar>
  )
}
