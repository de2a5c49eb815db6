import { Caption1, makeStyles, mergeClasses, shorthands, Text, ToggleButton, tokens } from '@fluentui/react-components'
import type { ReportFilter } from '../../shared/registration.ts'
import { localeOf, useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    border: 'none',
    minWidth: 0,
  },
  button: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    justifyContent: 'flex-start',
    textAlign: 'start',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalM,
    minWidth: 0,
    maxWidth: 'none',
    height: 'auto',
    fontWeight: tokens.fontWeightRegular,
  },
  // Marks a pressed filter by more than the grey background, which hovering gives too.
  chosen: { ...shorthands.borderColor(tokens.colorBrandStroke1) },
  number: { fontVariantNumeric: 'tabular-nums' },
  track: {
    height: '4px',
    marginBlock: tokens.spacingVerticalXS,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground6,
    overflow: 'hidden',
  },
  bar: { height: '100%', backgroundColor: tokens.colorCompoundBrandBackground, forcedColorAdjust: 'none' },
})

const counted = ['all', 'enabled', 'registered', 'capable'] as const satisfies readonly ReportFilter[]
export type Counts = Readonly<Record<(typeof counted)[number], number>>

type ReportCountsProps = {
  readonly counts: Counts
  readonly only: ReportFilter
  readonly onChoose: (only: ReportFilter) => void
}

/** Four numbers for the whole organisation, which are filters too; pressing one again shows everybody. */
export function ReportCounts({ counts, only, onChoose }: ReportCountsProps) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <fieldset className={styles.root} aria-label={t('registration.report.overview')}>
      {counted.map((name) => (
        <Count
          key={name}
          name={name}
          counts={counts}
          isChosen={only === name}
          onPress={() => onChoose(only === name ? 'all' : name)}
        />
      ))}
    </fieldset>
  )
}

type CountProps = {
  readonly name: keyof Counts
  readonly counts: Counts
  readonly isChosen: boolean
  readonly onPress: () => void
}

function Count({ name, counts, isChosen, onPress }: CountProps) {
  const { t, formatNumber, language } = useWords()
  const styles = useStyles()
  const share = counts.all === 0 ? 0 : counts[name] / counts.all
  // Rounded so that 100 % is shown only for everybody, and 0 % only for nobody.
  const shown = share > 0.99 && share < 1 ? 0.99 : share > 0 && share < 0.01 ? 0.01 : share
  const percent = new Intl.NumberFormat(localeOf(language), { style: 'percent' }).format(shown)
  return (
    <ToggleButton
      className={mergeClasses(styles.button, isChosen && styles.chosen)}
      checked={isChosen}
      onClick={onPress}
    >
      <Text weight="semibold">{t(`registration.report.counts.${name}`)}</Text>
      <Text size={600} weight="semibold" className={styles.number}>
        {formatNumber(counts[name])}
      </Text>
      <span className={styles.track} aria-hidden>
        <div className={styles.bar} style={{ width: `${share * 100}%` }} />
      </span>
      <Caption1>
        {name === 'all' ? t('registration.report.meanings.all') : t('registration.report.share', { percent })}
      </Caption1>
      {name !== 'all' && <Caption1>{t(`registration.report.meanings.${name}`)}</Caption1>}
    </ToggleButton>
  )
}
