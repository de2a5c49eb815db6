import { Body1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircleRegular,
  ClockAlarmRegular,
  DatabaseWarningRegular,
  type FluentIcon,
  HandRightRegular,
  KeyRegular,
  LockClosedRegular,
  MailWarningRegular,
  PersonQuestionMarkRegular,
  PlugDisconnectedRegular,
  TimerRegular,
} from '@fluentui/react-icons'
import type { HomeNeeds } from '../../shared/home.ts'
import { waitingStates } from '../../shared/rules/password-state.ts'
import { useWords, type Words } from '../base/words/words.ts'
import { CalmDrawing } from './calm-drawing.tsx'
import type { HomeLinks } from './home-links.ts'
import { type LinkedPage, PageLink } from './page-link.tsx'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  need: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  icon: { fontSize: tokens.fontSizeBase500, color: tokens.colorNeutralForeground2 },
  urgent: { color: tokens.colorPaletteDarkOrangeForeground1 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  advice: { color: tokens.colorNeutralForeground2 },
  calm: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXL },
  calmTitle: { display: 'flex', flexDirection: 'column' },
})

type Need = {
  readonly key: string
  readonly icon: FluentIcon
  readonly title: string
  readonly advice: string
  readonly page: LinkedPage
  readonly onGo: () => void
}

/** What must be mended for anything else to work. */
function troubles(needs: HomeNeeds, { t }: Words, links: HomeLinks): readonly (Need | null)[] {
  const { isVaultLocked, portalFault, directories, backup, stuckMails } = needs
  const settings = (section: Parameters<HomeLinks['settings']>[0]) => ({
    page: 'settings' as const,
    onGo: () => links.settings(section),
  })
  const [first] = directories ?? []
  const directoryAdvice =
    first === undefined
      ? ''
      : first.fault === null
        ? `${first.name}: ${t('directories.missing', { count: first.missing })}`
        : `${first.name}: ${t(`errors.directoryFault.${first.fault}`)}`
  return [
    isVaultLocked
      ? {
          ...{ key: 'vault', icon: LockClosedRegular, title: t('home.needs.vault'), advice: t('home.advice.vault') },
          ...settings('recoveryKey'),
        }
      : null,
    portalFault === null
      ? null
      : {
          ...{ key: 'portal', icon: PlugDisconnectedRegular, title: t('home.needs.portal') },
          ...{ advice: t(`portal.faults.${portalFault}`), ...settings('portal') },
        },
    first === undefined
      ? null
      : {
          ...{ key: 'directories', icon: PlugDisconnectedRegular, advice: directoryAdvice },
          ...{ title: t('home.needs.directories', { count: directories?.length ?? 0 }), ...settings('directories') },
        },
    backup === null
      ? null
      : {
          ...{ key: 'backup', icon: DatabaseWarningRegular, advice: t('home.advice.backup'), ...settings('backup') },
          title: backup.isOverdue ? t('home.needs.backup', { count: backup.days }) : t('home.needs.backupFailed'),
        },
    stuckMails === null || stuckMails === 0
      ? null
      : {
          ...{ key: 'stuckMails', icon: MailWarningRegular, title: t('home.needs.stuckMails', { count: stuckMails }) },
          ...{ advice: t('home.advice.stuckMails'), page: 'settings', onGo: links.stuckMails },
        },
  ]
}

const kinds = {
  help: PersonQuestionMarkRegular,
  approvals: HandRightRegular,
  locked: LockClosedRegular,
  lapsesSoon: ClockAlarmRegular,
  lapsed: ClockAlarmRegular,
  none: KeyRegular,
  waiting: TimerRegular,
  expired: ClockAlarmRegular,
  expiresSoon: TimerRegular,
} as const satisfies Readonly<Record<string, FluentIcon>>
type Kind = keyof typeof kinds

/** The people who need something, in the order in which it presses. */
function people(needs: HomeNeeds, { t }: Words, links: HomeLinks): readonly (Need | null)[] {
  const counts: Readonly<Record<Kind, number>> = { ...needs.requests, ...needs.people }
  const toList: Readonly<Record<Kind, () => void>> = {
    help: () => links.requests('help'),
    approvals: () => links.requests('approvals'),
    locked: () => links.people({ signIn: ['locked'] }),
    lapsesSoon: () => links.people({ lapse: ['soon'] }),
    lapsed: () => links.people({ passwordState: ['lapsed'] }),
    none: () => links.people({ passwordState: ['none'] }),
    waiting: () => links.people({ passwordState: waitingStates }),
    expired: () => links.people({ passwordState: ['expired'] }),
    expiresSoon: () => links.people({ passwordState: ['expiresSoon'] }),
  }
  return (Object.keys(kinds) as Kind[]).map((key) => {
    const count = counts[key]
    if (count === 0) return null
    const page = key === 'help' || key === 'approvals' ? 'requests' : 'users'
    const words = { title: t(`home.needs.${key}`, { count }), advice: t(`home.advice.${key}`) }
    return { key, icon: kinds[key], ...words, page, onGo: toList[key] }
  })
}

export type NeedsProps = { readonly needs: HomeNeeds; readonly links: HomeLinks }

/** A line for each thing that needs the admin today, with its number and the way to the list behind it. */
export function Needs({ needs, links }: NeedsProps) {
  const words = useWords()
  const styles = useStyles()
  const wrong = troubles(needs, words, links).filter((need) => need !== null)
  const all = [...wrong, ...people(needs, words, links).filter((need) => need !== null)]
  if (all.length === 0) return <Calm />
  return (
    <ul className={styles.list} aria-label={words.t('home.today')}>
      {all.map(({ key, icon: Icon, title, advice, page, onGo }) => (
        <li key={key} className={styles.need}>
          <Icon
            className={mergeClasses(styles.icon, wrong.some((need) => need.key === key) && styles.urgent)}
            fontSize="20px"
          />
          <div className={styles.words}>
            <span>
              <PageLink page={page} onGo={onGo}>
                {title}
              </PageLink>
            </span>
            <Body1 className={styles.advice}>{advice}</Body1>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Calm() {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <div className={styles.calm}>
      <CalmDrawing />
      <div className={styles.calmTitle}>
        <Body1>
          <CheckmarkCircleRegular aria-hidden /> <strong>{t('home.nothingTitle')}</strong>
        </Body1>
        <Body1 className={styles.advice}>{t('home.nothingText')}</Body1>
      </div>
    </div>
  )
}
