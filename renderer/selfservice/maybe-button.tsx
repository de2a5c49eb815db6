import { Button, Tooltip } from '@fluentui/react-components'

type MaybeButtonProps = { readonly label: string; readonly whyNot: string | null; readonly onClick: () => void }

/** A button that says why it is switched off. */
export function MaybeButton({ label, whyNot, onClick }: MaybeButtonProps) {
  const button = (
    <Button size="small" disabledFocusable={whyNot !== null} onClick={onClick}>
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
