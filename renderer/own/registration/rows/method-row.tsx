import { Badge, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '32px',
    rowGap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  what: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 'min(220px, 100%)',
    flexBasis: 0,
    overflowWrap: 'anywhere',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type MethodRowProps = {
  readonly name: string
  readonly state: string
  /** What the method can be used for. */
  readonly note?: string | null
  readonly badge?: string
  readonly children?: ReactNode
}

/** One method to prove who somebody is: its name, its state and its actions. */
export function MethodRow({ name, state, note, badge, children }: MethodRowProps) {
  const styles = useStyles()
  return (
    <div className={styles.row}>
      <div className={styles.what}>
        <Text>{name}</Text>
        <Caption1 className={styles.quiet}>{state}</Caption1>
        {note && <Caption1 className={styles.quiet}>{note}</Caption1>}
      </div>
      {badge !== undefined && <Badge appearance="tint">{badge}</Badge>}
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  )
}
