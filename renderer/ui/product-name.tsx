import { makeStyles, tokens } from '@fluentui/react-components'
import { KeyMultipleFilled } from '@fluentui/react-icons'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: 'nowrap',
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorBrandForeground1 },
  product: { fontWeight: tokens.fontWeightSemibold },
  // Three lines hold all but the longest names on a telephone; the rest is in the title.
  organisation: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 3,
    minWidth: 0,
    overflow: 'hidden',
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
    paddingLeft: tokens.spacingHorizontalS,
    borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
  },
})

/** The product's and the organisation's name, at the top left of every screen. */
export function ProductName({ organisation }: { readonly organisation: string }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <KeyMultipleFilled className={styles.icon} aria-hidden />
      <span className={styles.product}>{t('app.name')}</span>
      {organisation !== '' && (
        <span className={styles.organisation} title={organisation}>
          {organisation}
        </span>
      )}
    </div>
  )
}
