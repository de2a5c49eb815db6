import { Link, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { errorDataOf } from '../../base/api-errors.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'

/** The error of a step in one sentence, with a link to the page for help. */
export function Refusal({ error, onHelp }: { readonly error: unknown; readonly onHelp?: () => void }) {
  const { t, formatDuration } = useWords()
  const wait = errorDataOf(error, 'TOO_MANY_ATTEMPTS')
  if (error === null) return null
  return (
    <>
      {wait === null ? (
        <ErrorBar error={error} />
      ) : (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{t('recovery.tooMany', { time: formatDuration(wait.seconds) })}</MessageBarBody>
        </MessageBar>
      )}
      {onHelp !== undefined && (
        <div>
          <Link as="button" type="button" onClick={onHelp}>
            {t('recovery.contact')}
          </Link>
        </div>
      )}
    </>
  )
}
