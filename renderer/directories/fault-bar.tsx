import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { DirectoryFault } from '../../shared/errors.ts'
import { useWords } from '../base/words/words.ts'

type FaultBarProps = {
  /** Says what is in the way of, where that is not plain. */
  readonly title?: string
  readonly intent?: 'error' | 'warning'
  readonly fault: DirectoryFault
}

/** Why Keydesk and a directory don't come together: what happened, that nothing is lost, and what to do. */
export function FaultBar({ title, intent = 'error', fault }: FaultBarProps) {
  const { t } = useWords()
  return (
    <MessageBar intent={intent} layout="multiline" role="alert">
      <MessageBarBody>
        {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>} {t(`errors.directoryFault.${fault}`)}
      </MessageBarBody>
    </MessageBar>
  )
}
