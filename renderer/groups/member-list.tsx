import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  item: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground3 },
  action: { flexShrink: 0 },
})

export type ListItem = {
  readonly key: number
  readonly title: string
  readonly note: string
  /** The button of the line, or the reason why there is none. */
  readonly action: ReactNode
}

/** A list of people or groups, each with its action. */
export function MemberList({ label, items }: { readonly label: string; readonly items: readonly ListItem[] }) {
  const styles = useStyles()
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map(({ key, title, note, action }) => (
        <li key={key} className={styles.item}>
          <span className={styles.text}>
            <Text>{title}</Text>
            {note !== '' && (
              <Text size={200} className={styles.note}>
                {note}
              </Text>
            )}
          </span>
          <span className={styles.action}>{action}</span>
        </li>
      ))}
    </ul>
  )
}

type ItemButtonProps = {
  readonly label: string
  /** The full name of the button, because in a list many buttons called Remove can't be told apart. */
  readonly name: string
  readonly isBusy: boolean
  readonly onClick: () => void
}

/** The small button of one line. */
export function ItemButton({ label, name, isBusy, onClick }: ItemButtonProps) {
  return (
    <Button size="small" aria-label={name} disabledFocusable={isBusy} onClick={onClick}>
      {label}
    </Button>
  )
}
