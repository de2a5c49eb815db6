import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'

/** Why a password was not copied: the service's reason, or that the browser refused. */
export function CopyError({ error }: { readonly error: unknown }) {
  const { t } = useWords()
  if (!(error instanceof DOMException)) return <ErrorBar error={error} />
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>{t('passwords.copyRefused')}</MessageBarBody>
    </MessageBar>
  )
}
