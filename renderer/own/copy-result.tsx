import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'

export type CopyResultProps = {
  /** For how many seconds the text is on the clipboard; null while it is not there. */
  readonly copiedFor: number | null
  readonly error: unknown
  /** What to say where the browser refuses, which gives no reason. */
  readonly refused: string
}

/** The result of Copy: for how long, or the reason why it failed. */
export function CopyResult({ copiedFor, error, refused }: CopyResultProps) {
  const { t, formatDuration } = useWords()
  if (error instanceof DOMException) {
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>{refused}</MessageBarBody>
      </MessageBar>
    )
  }
  if (copiedFor === null) return <ErrorBar error={error} />
  return (
    <MessageBar intent="success" role="status">
      <MessageBarBody>{t('methods.copied', { time: formatDuration(copiedFor) })}</MessageBarBody>
    </MessageBar>
  )
}
