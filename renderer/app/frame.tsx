import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useSettings } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { ProductName } from '../ui/product-name.tsx'
import { useUncoveredPage } from '../ui/uncover-page.ts'
import { LanguageMenu, ThemeMenu } from '../ui/view-menus.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Navigation } from './navigation.tsx'
import type { Page } from './page.ts'

const contentId = 'content'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', height: '100%', overflow: 'hidden' },
  skip: {
    position: 'absolute',
    zIndex: tokens.zIndexPriority,
    left: tokens.spacingHorizontalS,
    top: '-100%',
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    boxShadow: tokens.shadow16,
    ':focus': { top: tokens.spacingVerticalS },
  },
  top: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    flexShrink: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  tools: { display: 'flex', alignItems: 'center', flexShrink: 0, gap: tokens.spacingHorizontalXS },
  // Messages keep their height, but take at most half of a small window, so that the page below has room.
  notices: { flexShrink: 0, maxHeight: '50vh', overflowY: 'auto' },
  below: { display: 'flex', flexGrow: 1, minHeight: 0 },
  main: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    boxSizing: 'border-box',
    minWidth: 0,
    overflow: 'auto',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 800px)': { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}` },
  },
})

export type FrameProps = {
  readonly pages: readonly Page[]
  readonly page: Page
  readonly setPage: (page: Page) => void
  readonly jobs: ReactNode
  /** Shown above every page. */
  readonly banner: ReactNode
  /** An error that concerns every page, null when there is none. */
  readonly notice: unknown
  readonly onPalette: () => void
  readonly onShortcuts: () => void
  readonly onLock: () => void
  readonly onSignOut: () => void
  readonly children: ReactNode
}

/** The bar on top, the navigation on the left and the page beside it. */
export function Frame({ pages, page, setPage, jobs, banner, notice, children, ...menu }: FrameProps) {
  const { t } = useWords()
  const styles = useStyles()
  useUncoveredPage()
  const { organisation } = useSettings()
  return (
    <div className={styles.root}>
      <a
        className={styles.skip}
        href={`#${contentId}`}
        onClick={(event) => {
          // The hash belongs to the page and the launch token.
          event.preventDefault()
          document.getElementById(contentId)?.focus()
        }}
      >
        {t('app.skipToContent')}
      </a>
      <header className={styles.top}>
        <ProductName organisation={organisation} />
        <div className={styles.tools}>
          {jobs}
          <LanguageMenu />
          <ThemeMenu />
          <AccountMenu onOpen={() => setPage('account')} {...menu} />
        </div>
      </header>
      <div className={styles.notices}>
        <ErrorBar error={notice} />
        {banner}
      </div>
      <div className={styles.below}>
        <Navigation pages={pages} page={page} setPage={setPage} />
        <main id={contentId} tabIndex={-1} className={styles.main}>
          {children}
        </main>
      </div>
    </div>
  )
}
