import { Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import type { HomeHealth } from '../../shared/home.ts'
import { type PasswordState, passwordStates } from '../../shared/rules/password-state.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { useArrival } from '../ui/arriving.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Titled } from '../ui/titled.tsx'
import type { Bar, Part } from './charts.tsx'
import type { HomeLinks } from './home-links.ts'
import { type LinkedPage, PageLink } from './page-link.tsx'
import { lastWeeks } from './weeks.ts'

// The charts are a file of their own, which is read after the numbers are shown.
const Ring = lazy(() => import('./charts.tsx').then(({ Ring: ring }) => ({ default: ring })))
const Columns = lazy(() => import('./charts.tsx').then(({ Columns: columns }) => ({ default: columns })))

const weeksShown = 8

const useStyles = makeStyles({
  parts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXXL,
    minWidth: 0,
  },
  part: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalL, minWidth: 0 },
  wide: { gridColumn: '1 / -1', minWidth: 0 },
  table: { flex: '1 1 200px', minWidth: 0 },
  // As large as the chart, so that nothing moves when it comes.
  ring: { flex: '0 0 180px', width: '180px', height: '180px' },
  columns: { flex: '1 1 420px', maxWidth: '100%', height: '340px', overflow: 'hidden', minWidth: 0 },
  name: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  swatch: {
    flexShrink: 0,
    width: '12px',
    height: '12px',
    borderRadius: tokens.borderRadiusSmall,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeAccessible}`,
    forcedColorAdjust: 'none',
  },
})

const colours: Readonly<Record<PasswordState, string>> = {
  current: tokens.colorPaletteGreenBackground3,
  neverExpires: tokens.colorPaletteTealBorderActive,
  expiresSoon: tokens.colorPaletteYellowBackground3,
  mustChange: tokens.colorPaletteMarigoldBorderActive,
  temporary: tokens.colorPaletteBlueBorderActive,
  lapsed: tokens.colorPaletteDarkOrangeBackground3,
  expired: tokens.colorPaletteRedBackground3,
  none: tokens.colorNeutralForeground3,
}
const resetColours = { byAdmins: tokens.colorPaletteBlueBorderActive, bySelf: tokens.colorPaletteGreenBackground3 }

/** A row without a colour is not drawn. */
type Row = Omit<Part, 'colour'> & {
  readonly colour?: string
  readonly key: string
  readonly page: LinkedPage
  readonly onGo: () => void
}

/** How the passwords are: numbers with the list behind each, and the same drawn beside them. */
export function Health({ links }: { readonly links: HomeLinks }) {
  const { t } = useWords()
  const styles = useStyles()
  const weeks = useMemo(() => lastWeeks(Date.now(), weeksShown), [])
  const starts = weeks.map(({ start }) => start)
  const { data, error, isLoading } = useQuery({ ...api.home.health.queryOptions({ input: { starts } }), staleTime: 0 })
  useArrival(isLoading)
  return (
    <Titled level={2} title={t('home.health.title')}>
      <ErrorBar error={error} />
      {data !== undefined && (
        <div className={styles.parts}>
          <States health={data} links={links} />
          <Registration health={data} links={links} />
          {data.resets !== null && <Resets resets={data.resets} weeks={weeks} links={links} />}
        </div>
      )}
    </Titled>
  )
}

type HealthProps = { readonly health: HomeHealth; readonly links: HomeLinks }

function States({ health, links }: HealthProps) {
  const { t } = useWords()
  const rows = passwordStates.flatMap((state) => {
    const count = health.states[state] ?? 0
    if (count === 0) return []
    const facts = { key: state, name: t(`states.${state}`), count, colour: colours[state] }
    return [{ ...facts, page: 'users' as const, onGo: () => links.people({ passwordState: [state] }) }]
  })
  return (
    <Shares
      title={t('home.health.states')}
      heading={t('home.health.state')}
      rows={rows}
      ring={rows}
      total={health.all}
    />
  )
}

function Registration({ health, links }: HealthProps) {
  const { t } = useWords()
  const { all, enabled, registered, capable } = health.registration
  const row = (only: 'capable' | 'registered' | 'enabled' | 'all', count: number, colour?: string): Row => ({
    ...{ key: only, name: t(`registration.report.counts.${only}`), count, ...(colour !== undefined && { colour }) },
    ...{ page: 'settings', onGo: () => links.registration(only) },
  })
  const name = (only: 'capable' | 'all') => t(`registration.report.counts.${only}`)
  const green = tokens.colorPaletteGreenBackground3
  const rows = [row('capable', capable, green), row('registered', registered), row('enabled', enabled), row('all', all)]
  const ring: readonly Part[] = [
    { name: name('capable'), count: capable, colour: green },
    { name: name('all'), count: all - capable, colour: tokens.colorNeutralBackground6 },
  ]
  return (
    <Shares
      title={t('home.health.registration')}
      heading={t('home.health.step')}
      rows={rows}
      ring={ring}
      total={capable}
    />
  )
}

type SharesProps = {
  readonly title: string
  readonly heading: string
  readonly rows: readonly Row[]
  /** What is drawn. */
  readonly ring: readonly Part[]
  readonly total: number
}

function Shares({ title, heading, rows, ring, total }: SharesProps) {
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  return (
    <Titled level={3} title={title}>
      <div className={styles.part}>
        <div className={styles.ring}>
          <Drawing>
            <Ring parts={ring} total={formatNumber(total)} />
          </Drawing>
        </div>
        <div className={styles.table}>
          <DataTable
            label={title}
            scroller="none"
            size="small"
            rows={rows}
            keyOf={({ key }) => key}
            columns={[
              { key: 'name', title: heading, cell: (row) => <Name {...row} /> },
              { key: 'count', title: t('home.health.people'), cell: (row) => <Count {...row} /> },
            ]}
          />
        </div>
      </div>
    </Titled>
  )
}

function Name({ name, colour }: Pick<Row, 'name' | 'colour'>) {
  const styles = useStyles()
  return (
    <span className={styles.name}>
      {colour !== undefined && <span className={styles.swatch} style={{ backgroundColor: colour }} aria-hidden />}
      {name}
    </span>
  )
}

/** A number that leads to the list behind it; 0 has none. */
function Count({ name, count, page, onGo }: Pick<Row, 'name' | 'count' | 'page' | 'onGo'>) {
  const { formatNumber } = useWords()
  const number = formatNumber(count)
  if (count === 0) return number
  return (
    <PageLink page={page} onGo={onGo} name={`${name}: ${number}`}>
      {number}
    </PageLink>
  )
}

type ResetsProps = {
  readonly resets: NonNullable<HomeHealth['resets']>
  readonly weeks: ReturnType<typeof lastWeeks>
  readonly links: HomeLinks
}

function Resets({ resets, weeks, links }: ResetsProps) {
  const { t, formatDate } = useWords()
  const styles = useStyles()
  const rows = weeks.map(({ from, until, start }, week) => {
    const part = (kind: 'byAdmins' | 'bySelf'): Row & Part => ({
      ...{ key: kind, name: t(`home.health.${kind}`), count: resets[kind][week] ?? 0, colour: resetColours[kind] },
      page: 'audit',
      onGo: () =>
        links.audit(kind === 'byAdmins' ? 'Reset user password.' : 'Reset password (self-service).', from, until),
    })
    return { from, label: formatDate(start), byAdmins: part('byAdmins'), bySelf: part('bySelf') }
  })
  const bars: readonly Bar[] = rows.map(({ label, byAdmins, bySelf }) => ({ label, parts: [byAdmins, bySelf] }))
  const count = (label: string, row: Row) => <Count {...row} name={`${label}, ${row.name}`} />
  const kindTitle = (kind: 'byAdmins' | 'bySelf') => t(`home.health.${kind}`)
  return (
    <div className={styles.wide}>
      <Titled level={3} title={t('home.health.resets')}>
        <div className={styles.part}>
          <div className={styles.columns}>
            <Drawing>
              <Columns bars={bars} />
            </Drawing>
          </div>
          <div className={styles.table}>
            <DataTable
              label={t('home.health.resets')}
              scroller="none"
              size="small"
              rows={rows.toReversed()}
              keyOf={({ from }) => from}
              columns={[
                { key: 'week', title: t('home.health.week'), text: 'whole', cell: ({ label }) => label },
                {
                  ...{ key: 'byAdmins', title: kindTitle('byAdmins') },
                  cell: ({ label, byAdmins }) => count(label, byAdmins),
                },
                { key: 'bySelf', title: kindTitle('bySelf'), cell: ({ label, bySelf }) => count(label, bySelf) },
              ]}
            />
            <Caption1>{t('home.health.resetsNote')}</Caption1>
          </div>
        </div>
      </Titled>
    </div>
  )
}

/** The place of a chart, which stays empty until it is there. */
function Drawing({ children }: { readonly children: ReactNode }) {
  return <Suspense fallback={null}>{children}</Suspense>
}
