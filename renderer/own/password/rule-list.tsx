import { Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled, CircleRegular } from '@fluentui/react-icons'
import { countIn, knownRules, type LiveProtection, type ProtectionVerdict } from '../../../shared/rules/protection.ts'
import { uniqueWords } from '../../base/words/unique-words.ts'
import { useWords } from '../../base/words/words.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  rule: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  text: { minWidth: 0, overflowWrap: 'anywhere' },
  words: { display: 'block' },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase400, color: tokens.colorNeutralForeground3 },
  satisfied: { color: tokens.colorPaletteGreenForeground1 },
})

export type RuleListProps = {
  readonly verdicts: readonly ProtectionVerdict[]
  readonly policy: LiveProtection
  /** False until somebody types, so that nothing is ticked before. */
  readonly isTyped: boolean
  /** True for a reset by an admin, which a directory's history does not bind in general. */
  readonly isReset?: boolean
}

/** Upper limits are listed only when they are broken, because nearly all passwords keep them. */
function isShown({ rule, isKept }: ProtectionVerdict): boolean {
  return !isKept || (rule !== 'maximumLength' && rule !== 'characters')
}

/** Every rule with a tick, and the words that the person has to leave out. */
export function RuleList({ verdicts, policy, isTyped, isReset = false }: RuleListProps) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <>
      <ul className={styles.list} aria-label={t('ui.passwordRules')}>
        {verdicts.filter(isShown).map(({ rule, isKept, words }) => (
          <li key={rule} className={styles.rule}>
            {isKept && isTyped ? (
              <CheckmarkCircleFilled
                className={mergeClasses(styles.icon, styles.satisfied)}
                aria-label={t('ui.ruleKept')}
              />
            ) : (
              <CircleRegular className={styles.icon} aria-label={t('ui.ruleBroken')} />
            )}
            <span className={styles.text}>
              {t(`ticks.${rule}`, { count: countIn(rule, policy) })}
              {words.length > 0 && (
                <strong className={styles.words}>{t('ui.leaveOut', { words: uniqueWords(words).join(', ') })}</strong>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Beside policy={policy} isReset={isReset} />
    </>
  )
}

/** What a directory refuses that no tick can show. */
function Beside({ policy, isReset }: Pick<RuleListProps, 'policy' | 'isReset'>) {
  const { t } = useWords()
  const { directory } = policy
  if (directory === undefined) return null
  const known = knownRules(policy)
  const history = known === null || known.historyCount === 'unknown' ? 0 : known.historyCount
  const mayAsk = known === null || known.mayAskForMore || [known.minimumLength, known.composition].includes('unknown')
  return (
    <>
      {history > 0 && !isReset && <Caption1>{t('ui.directoryHistory', { count: history })}</Caption1>}
      {directory.isAway && <Caption1>{t('ui.directoryAway')}</Caption1>}
      {!directory.isAway && mayAsk && <Caption1>{t('ui.directoryMayAsk')}</Caption1>}
    </>
  )
}
