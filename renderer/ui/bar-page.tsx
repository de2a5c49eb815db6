import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { ProductName } from './product-name.tsx'
import { LanguageMenu, ThemeMenu } from './view-menus.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  top: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  menus: { display: 'flex', flexShrink: 0 },
})

export type BarPageProps = {
  /** Shown beside the product's name; empty before set-up. */
  readonly organisation: string
  readonly children: ReactNode
}

/** A page without navigation; its bar shows the organisation, the language and the theme. */
export function BarPage({ organisation, children }: BarPageProps) {
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <header className={styles.top}>
        <ProductName organisation={organisation} />
        <div className={styles.menus}>
          <LanguageMenu />
          <ThemeMenu />
        </div>
      </header>
      {children}
    </div>
  )
}
