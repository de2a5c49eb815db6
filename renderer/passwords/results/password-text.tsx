import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useWords } from '../../base/words/words.ts'

const useStyles = makeStyles({
  // It can't be selected, because a plain copy would stay in the clipboard's history; Copy password avoids that.
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', minWidth: 0, userSelect: 'none' },
  large: { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  masked: { color: tokens.colorNeutralForeground3 },
})

export type PasswordTextProps = {
  /** Undefined while the password is hidden, because the page does not hold it then. */
  readonly password: string | undefined
  readonly isLarge?: boolean
}

/** A password, or dots whose number does not depend on its length. */
export function PasswordText({ password, isLarge = false }: PasswordTextProps) {
  const styles = useStyles()
  const { t } = useWords()
  const size = isLarge ? styles.large : undefined
  if (password === undefined) {
    return (
      <span role="img" aria-label={t('passwords.hidden')} className={mergeClasses(styles.text, size, styles.masked)}>
        ••••••••••••
      </span>
    )
  }
  return (
    <code translate="no" className={mergeClasses(styles.text, size)}>
      {password}
    </code>
  )
}
