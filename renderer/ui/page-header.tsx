import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { PageTitle } from './page-title.tsx'

const useStyles = makeStyles({
  header: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, flexShrink: 0, minWidth: 0 },
})

/** A page's heading with its command bar below it. */
export function PageHeader({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const styles = useStyles()
  return (
    <header className={styles.header}>
      <PageTitle title={title} />
      {children}
    </header>
  )
}
