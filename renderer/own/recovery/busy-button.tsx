import { Button, Spinner } from '@fluentui/react-components'
import type { ReactNode } from 'react'

export type BusyButtonProps = {
  readonly isBusy: boolean
  readonly children: ReactNode
  /** Without it the button submits its form. */
  readonly onClick?: () => void
}

/** The button of a step. It shows that it is busy, because answers take half a second on purpose. */
export function BusyButton({ isBusy, children, onClick }: BusyButtonProps) {
  return (
    <Button
      type={onClick === undefined ? 'submit' : 'button'}
      appearance="primary"
      disabledFocusable={isBusy}
      icon={isBusy ? <Spinner size="extra-tiny" aria-hidden /> : undefined}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
