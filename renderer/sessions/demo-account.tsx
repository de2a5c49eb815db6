import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Status } from '../../shared/settings.ts'
import { useWords } from '../base/words/words.ts'

/** How to sign in to a demo, because whoever starts it from an icon sees nothing of what it prints; nothing in a real organisation. */
export function DemoAccount({ account }: { readonly account: Status['demoAccount'] }) {
  const { t } = useWords()
  if (account === null) return null
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{t('sessions.demoAccount', account)}</MessageBarBody>
    </MessageBar>
  )
}
