import { Button, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundStaticInverted,
    ':hover': {
      backgroundColor: tokens.colorStatusDangerBackground3Hover,
      color: tokens.colorNeutralForegroundStaticInverted,
    },
    ':hover:active': {
      backgroundColor: tokens.colorStatusDangerBackground3Pressed,
      color: tokens.colorNeutralForegroundStaticInverted,
    },
  },
})

type DangerButtonProps = {
  /** Disables the button while its call is running, without losing the focus. */
  readonly isBusy: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

/** The button for removing something from somebody: red, so that it is not mistaken for an ordinary one. */
export function DangerButton({ isBusy, onClick, children }: DangerButtonProps) {
  const styles = useStyles()
  return (
    <Button
      appearance="primary"
      className={isBusy ? undefined : styles.danger}
      disabledFocusable={isBusy}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
