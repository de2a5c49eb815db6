import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import { createWords } from '../../../shared/i18n/i18n.ts'
import type { Language } from '../../../shared/ids.ts'
import type { Revealed } from '../../../shared/passwords.ts'
import { useSettings } from '../../base/session.ts'
import { localeOf, useWords } from '../../base/words/words.ts'
import { spell } from '../spelling/spelling.ts'
import { slipPage } from './slip-page.ts'

type SlipWords = {
  readonly t: TFunction
  readonly language: Language
  readonly formatDateTime: (ms: number) => string
}

const made = new Map<Language, SlipWords>()

/** The words of a slip in its reader's language, which may differ from the screen's. */
function slipWordsOf(language: Language): SlipWords {
  const known = made.get(language)
  if (known !== undefined) return known
  const date = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full', timeStyle: 'short' })
  const words = { t: createWords(language).t, language, formatDateTime: (ms: number) => date.format(ms) }
  made.set(language, words)
  return words
}

/** The longest password in large letters; a longer one is spelled in smaller letters, so that a slip stays one page on A4 and Letter. */
const longestLarge = 24

/** The longest name or address in large letters; with a longer one all of them are smaller, for the same reason. */
const longestName = 48

/** Whether everything on the slip is short enough for large letters. */
function isShort(texts: readonly string[]): boolean {
  return texts.every((text) => text.length <= longestName)
}

const useStyles = makeStyles({
  page: { page: slipPage, boxSizing: 'border-box', padding: '8mm', breakAfter: 'page', breakInside: 'avoid' },
  small: {
    page: slipPage,
    boxSizing: 'border-box',
    breakInside: 'avoid',
    padding: '6mm 12mm',
    borderBottom: `${tokens.strokeWidthThin} dashed ${tokens.colorNeutralForeground1}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  smallName: { marginBlock: '0 2mm', overflowWrap: 'anywhere' },
  slip: { border: `${tokens.strokeWidthThin} dashed ${tokens.colorNeutralForeground1}`, paddingInline: '12mm' },
  third: { boxSizing: 'border-box', minHeight: '80mm', paddingBlock: '6mm' },
  denseThird: { minHeight: '72mm' },
  fold: {
    borderTop: `${tokens.strokeWidthThin} dotted ${tokens.colorNeutralForeground1}`,
    fontSize: tokens.fontSizeBase200,
    textAlign: 'end',
  },
  title: { ...typographyStyles.subtitle1, marginBlock: '0 4mm' },
  denseTitle: typographyStyles.body1Strong,
  text: { marginBlock: '0 3mm' },
  last: { marginBlock: '3mm 0' },
  name: { ...typographyStyles.title2, marginBlock: '10mm 0', overflowWrap: 'anywhere' },
  denseName: { ...typographyStyles.subtitle2, marginBlock: '4mm 0' },
  facts: { display: 'grid', gridTemplateColumns: 'max-content 1fr', alignItems: 'baseline', gap: '2mm 6mm', margin: 0 },
  fact: { margin: 0, overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  denseFact: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  wide: { gridColumn: '1 / -1' },
  password: {
    padding: '2mm 4mm',
    border: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralForeground1}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
  },
  spelling: {
    display: 'grid',
    gridTemplateColumns: 'repeat(4, 1fr)',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  long: {
    gridTemplateColumns: 'repeat(5, 1fr)',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  spelled: {
    display: 'grid',
    gridTemplateColumns: '1.5em 1fr',
    paddingBlock: '0.5mm',
    // Horizontal lines, so that nobody reads down a column.
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  character: { fontFamily: tokens.fontFamilyMonospace, fontWeight: tokens.fontWeightBold },
})

export type SlipProps = {
  readonly person: Revealed
  /** Where to sign in; empty if nobody has said so. */
  readonly address: string
}

/** A part of a page for one person, to be cut off: what they need, without the folds that hide it. */
export function SmallSlip({ person, address }: SlipProps) {
  const styles = useStyles()
  const screen = useWords()
  const words = slipWordsOf(person.language ?? screen.language)
  return (
    <section className={styles.small} lang={words.language}>
      <p className={mergeClasses(styles.denseName, styles.smallName)}>{person.displayName}</p>
      <SlipFacts person={person} address={address} words={words} isDense />
      <p className={styles.last}>{words.t('passwords.slip.next')}</p>
    </section>
  )
}

/** One person's page: folded in three, with the name outside and the password inside. */
export function Slip({ person, address }: SlipProps) {
  const styles = useStyles()
  const screen = useWords()
  const { organisation } = useSettings()
  const words = slipWordsOf(person.language ?? screen.language)
  const { t } = words
  const isDense = !isShort([organisation, address, person.displayName, person.username])
  const third = mergeClasses(styles.third, isDense && styles.denseThird)
  return (
    <section className={styles.page} lang={words.language}>
      <div className={styles.slip}>
        <div className={third}>
          <p className={mergeClasses(styles.title, isDense && styles.denseTitle)}>{organisation}</p>
          <p className={styles.text}>{t('passwords.slip.personal')}</p>
          <p className={mergeClasses(styles.name, isDense && styles.denseName)}>{person.displayName}</p>
        </div>
        <div className={styles.fold}>{t('passwords.slip.foldBack')}</div>
        <div className={third}>
          <SlipFacts person={person} address={address} words={words} isDense={isDense} />
        </div>
        <div className={styles.fold}>{t('passwords.slip.foldUp')}</div>
        <div className={third}>
          <SlipSpelling password={person.password} words={words} />
          <p className={styles.last}>{t('passwords.slip.next')}</p>
        </div>
      </div>
    </section>
  )
}

type SlipFactsProps = SlipProps & { readonly words: SlipWords; readonly isDense: boolean }

function SlipFacts({ person, address, words, isDense }: SlipFactsProps) {
  const styles = useStyles()
  const fact = mergeClasses(styles.fact, isDense && styles.denseFact)
  const { organisation } = useSettings()
  const { t, formatDateTime } = words
  return (
    <>
      <p className={mergeClasses(styles.title, isDense && styles.denseTitle)}>
        {t('passwords.slip.title', { organisation })}
      </p>
      <dl className={styles.facts}>
        <dt>{t('passwords.slip.username')}</dt>
        <dd className={fact}>{person.username}</dd>
        <dt className={styles.wide}>{t('passwords.slip.password')}</dt>
        <dd className={mergeClasses(styles.fact, styles.wide, styles.password)}>{person.password}</dd>
        {address !== '' && (
          <>
            <dt>{t('passwords.slip.signInAt')}</dt>
            <dd className={fact}>{address}</dd>
          </>
        )}
      </dl>
      {person.lapsesAt !== null && (
        <p className={styles.last}>
          <strong>{t('passwords.slip.changeBefore', { time: formatDateTime(person.lapsesAt) })}</strong>
        </p>
      )}
    </>
  )
}

function SlipSpelling({ password, words }: { readonly password: string; readonly words: SlipWords }) {
  const styles = useStyles()
  const spelled = spell(password, words.language).map((one, index) => ({ ...one, place: index }))
  return (
    <>
      <p className={styles.text}>{words.t('passwords.slip.spelling')}</p>
      <ol className={mergeClasses(styles.spelling, spelled.length > longestLarge && styles.long)}>
        {spelled.map((one) => (
          <li key={one.place} className={styles.spelled}>
            <span className={styles.character}>{one.character}</span>
            <span>{one.name}</span>
          </li>
        ))}
      </ol>
    </>
  )
}
