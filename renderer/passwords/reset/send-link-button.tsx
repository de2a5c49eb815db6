import { Button, Tooltip } from '@fluentui/react-components'
import { MailRegular } from '@fluentui/react-icons'
import { useWords } from '../../base/words/words.ts'

export type SendLinkButtonProps = {
  /** Why this person can't get a link; null if they can. */
  readonly whyNot?: string | null
  /** True while something else in the form is missing. */
  readonly isOff?: boolean
  readonly isBusy: boolean
  readonly onClick: () => void
}

/** Sends a link by mail instead of a new password, so that people choose the password themselves. */
export function SendLinkButton({ whyNot = null, isOff = false, isBusy, onClick }: SendLinkButtonProps) {
  const { t } = useWords()
  const button = (
    <Button
      appearance="subtle"
      icon={<MailRegular />}
      disabled={isOff}
      disabledFocusable={isBusy || whyNot !== null}
      onClick={onClick}
    >
      {t('links.sendInstead')}
    </Button>
  )
  if (whyNot === null) return button
  return (
    <Tooltip content={whyNot} relationship="description">
      {button}
    </Tooltip>
  )
}
