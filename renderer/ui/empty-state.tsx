import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalXXXL,
    textAlign: 'center',
  },
  // Lines that are too long are hard to read.
  text: { color: tokens.colorNeutralForeground2, maxWidth: '560px', textAlign: 'center' },
})

export type EmptyStateProps = { readonly title: string; readonly text: string; readonly action?: ReactNode }

/** Shown for an empty list: why it is empty, and what to do about it. */
export function EmptyState({ title, text, action }: EmptyStateProps) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <Subtitle2 as="h2">{title}</Subtitle2>
      <Body1 className={styles.text}>{text}</Body1>
      {action}
    </div>
  )
}
