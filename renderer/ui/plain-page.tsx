import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { BarPage } from './bar-page.tsx'
import { PageTitle } from './page-title.tsx'
import { useUncoveredPage } from './uncover-page.ts'

const useStyles = makeStyles({
  main: { display: 'flex', flexGrow: 1, padding: tokens.spacingHorizontalL },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '440px',
    margin: 'auto',
    padding: tokens.spacingHorizontalXXL,
    borderRadius: tokens.borderRadiusLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow8,
    '@media (max-height: 500px)': { padding: tokens.spacingHorizontalL, gap: tokens.spacingVerticalM },
  },
})

export type PlainPageProps = {
  readonly title: string
  /** Shown beside the product's name; empty before set-up. */
  readonly organisation?: string
  /** False where a field takes the focus. */
  readonly hasFocus?: boolean
  readonly children: ReactNode
}

/** A screen without navigation: before sign-in, while locked, or while something else must be done first. */
export function PlainPage({ title, organisation = '', hasFocus = true, children }: PlainPageProps) {
  const styles = useStyles()
  useUncoveredPage()
  return (
    <BarPage organisation={organisation}>
      <main className={styles.main}>
        <div className={styles.card}>
          <PageTitle title={title} hasFocus={hasFocus} />
          {children}
        </div>
      </main>
    </BarPage>
  )
}
