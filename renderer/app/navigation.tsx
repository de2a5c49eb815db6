import {
  CounterBadge,
  createFocusOutlineStyle,
  makeStyles,
  mergeClasses,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import {
  bundleIcon,
  ClipboardTaskListLtrFilled,
  ClipboardTaskListLtrRegular,
  DocumentBulletListFilled,
  DocumentBulletListRegular,
  type FluentIcon,
  HomeFilled,
  HomeRegular,
  PeopleFilled,
  PeopleRegular,
  PeopleTeamFilled,
  PeopleTeamRegular,
  PersonDeleteFilled,
  PersonDeleteRegular,
  PersonFilled,
  PersonRegular,
  SettingsFilled,
  SettingsRegular,
} from '@fluentui/react-icons'
import { type MouseEvent, useEffect, useId } from 'react'
import { hashWith } from '../base/hash.ts'
import { useDoor } from '../base/session.ts'
import { useMedia } from '../base/theme.ts'
import { useUnsavedPlaces } from '../base/unsaved.ts'
import { useWords } from '../base/words/words.ts'
import { useOpenRequests } from '../requests/use-open-requests.ts'
import { UnsavedMark } from '../ui/unsaved-mark.tsx'
import { countInWindow } from '../ui/window-title.ts'
import type { Page } from './page.ts'

const narrow = '(max-width: 800px)'

const icons: Record<Page, FluentIcon> = {
  home: bundleIcon(HomeFilled, HomeRegular),
  users: bundleIcon(PeopleFilled, PeopleRegular),
  deleted: bundleIcon(PersonDeleteFilled, PersonDeleteRegular),
  groups: bundleIcon(PeopleTeamFilled, PeopleTeamRegular),
  requests: bundleIcon(ClipboardTaskListLtrFilled, ClipboardTaskListLtrRegular),
  settings: bundleIcon(SettingsFilled, SettingsRegular),
  audit: bundleIcon(DocumentBulletListFilled, DocumentBulletListRegular),
  account: bundleIcon(PersonFilled, PersonRegular),
}

const useStyles = makeStyles({
  nav: {
    flexShrink: 0,
    boxSizing: 'border-box',
    width: '228px',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalS,
    borderRight: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    [`@media ${narrow}`]: { width: 'auto', padding: tokens.spacingHorizontalXS },
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  link: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground2Pressed },
    [`@media ${narrow}`]: { padding: tokens.spacingHorizontalS },
    ...createFocusOutlineStyle(),
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground2Selected,
    '::before': {
      content: '""',
      position: 'absolute',
      left: 0,
      top: '25%',
      height: '50%',
      borderLeft: `${tokens.strokeWidthThicker} solid ${tokens.colorCompoundBrandStroke}`,
      borderRadius: tokens.borderRadiusMedium,
    },
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500 },
  item: { position: 'relative' },
  // Beside the link's text and not in it, so that the link keeps its name; over the icon where there is no text.
  badge: {
    position: 'absolute',
    top: '50%',
    right: tokens.spacingHorizontalM,
    display: 'inline-flex',
    transform: 'translateY(-50%)',
    pointerEvents: 'none',
    [`@media ${narrow}`]: { top: 0, right: 0, transform: 'none' },
  },
  currentIcon: { color: tokens.colorBrandForeground1 },
})

export type NavigationProps = {
  readonly pages: readonly Page[]
  readonly page: Page
  readonly setPage: (page: Page) => void
}

/** The links to the pages that this person may see; only icons in a narrow window. */
export function Navigation({ pages, page, setPage }: NavigationProps) {
  const { t } = useWords()
  const styles = useStyles()
  const open = useOpenRequests()
  const badgeId = useId()
  const markId = useId()
  // Only the settings keep what was typed while another page is shown.
  const isUnsaved = useUnsavedPlaces().size > 0 && page !== 'settings'
  const descriptionOf = (target: Page) => {
    if (target === 'requests' && open > 0) return badgeId
    return target === 'settings' && isUnsaved ? markId : undefined
  }
  // In the desktop window the number is on the program's icon instead.
  const isTab = useDoor().kind === 'browser'
  useEffect(() => {
    if (!isTab) return
    countInWindow(open)
    return () => countInWindow(0)
  }, [isTab, open])
  return (
    <nav className={styles.nav} aria-label={t('app.navigation')}>
      <ul className={styles.list}>
        {pages.map((target) => (
          <li key={target} className={styles.item}>
            <NavigationLink
              target={target}
              isCurrent={target === page}
              description={descriptionOf(target)}
              onGo={() => setPage(target)}
            />
            {target === 'requests' && open > 0 && <WaitingBadge id={badgeId} count={open} />}
            {target === 'settings' && isUnsaved && (
              <span className={styles.badge}>
                <UnsavedMark id={markId} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The names of the pages. */
export function usePageNames(): Readonly<Record<Page, string>> {
  const { t } = useWords()
  return {
    home: t('home.title'),
    users: t('users.title'),
    deleted: t('users.deletedTitle'),
    groups: t('groups.title'),
    requests: t('requests.title'),
    settings: t('settings.title'),
    audit: t('audit.title'),
    account: t('sessions.myAccount'),
  }
}

type NavigationLinkProps = {
  readonly target: Page
  readonly isCurrent: boolean
  /** The id of the element that describes the link further. */
  readonly description: string | undefined
  readonly onGo: () => void
}

function NavigationLink({ target, isCurrent, description, onGo }: NavigationLinkProps) {
  const styles = useStyles()
  const isNarrow = useMedia(narrow)
  const Icon = icons[target]
  const names = usePageNames()
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    onGo()
  }
  const link = (
    <a
      href={hashWith('page', target)}
      className={mergeClasses(styles.link, isCurrent && styles.current)}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={isNarrow ? names[target] : undefined}
      aria-describedby={description}
      onClick={go}
    >
      <Icon className={mergeClasses(styles.icon, isCurrent && styles.currentIcon)} filled={isCurrent} aria-hidden />
      {!isNarrow && names[target]}
    </a>
  )
  return isNarrow ? (
    <Tooltip content={names[target]} relationship="inaccessible" positioning="after">
      {link}
    </Tooltip>
  ) : (
    link
  )
}

/** How many requests wait on a page: a number on the screen, and a description of the link. */
function WaitingBadge({ id, count }: { readonly id: string; readonly count: number }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <span id={id} role="img" aria-label={t('requests.open', { count })} className={styles.badge}>
      <CounterBadge count={count} size="small" aria-hidden />
    </span>
  )
}
