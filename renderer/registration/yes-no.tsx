import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
  answer: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  yes: { color: tokens.colorStatusSuccessForeground1 },
  no: { color: tokens.colorNeutralForeground2 },
})

/** Yes or no about a person, with sign and word. */
export function YesNo({ isYes }: { readonly isYes: boolean }) {
  const { t } = useWords()
  const styles = useStyles()
  return (
    <span className={mergeClasses(styles.answer, isYes ? styles.yes : styles.no)}>
      {isYes ? <CheckmarkCircleRegular aria-hidden /> : <DismissCircleRegular aria-hidden />}
      {t(isYes ? 'registration.report.yes' : 'registration.report.no')}
    </span>
  )
}
