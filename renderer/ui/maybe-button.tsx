import { Button, Tooltip } from '@fluentui/react-components'

type MaybeButtonProps = {
  readonly label: string
  /** The accessible name, where the label alone is not enough. */
  readonly name?: string
  readonly whyNot: string | null
  readonly onClick: () => void
}

/** A button that, while it is disabled, says why. */
export function MaybeButton({ label, name, whyNot, onClick }: MaybeButtonProps) {
  const button = (
    <Button size="small" aria-label={name} disabledFocusable={whyNot !== null} onClick={onClick}>
      {label}
    </Button>
  )
  if (whyNot === null) return button
  return (
    <Tooltip content={whyNot} relationship="description">
      {button}
    </Tooltip>
  )
}
