import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'

/** Why a password did not reach the clipboard: the service's reason, or the browser that refused. */
export function CopyError({ error }: { readonly error: unknown }) {
  const { t } = useWords()
  if (!(error instanceof DOMException)) return <ErrorBar error={error} />
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>{t('passwords.copyRefused')}</MessageBarBody>
    </MessageBar>
  )
}
