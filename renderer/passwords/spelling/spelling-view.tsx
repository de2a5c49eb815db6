import { makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useWords } from '../../base/words/words.ts'
import { type SpelledCharacter, spell } from './spelling.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(7.5em, 1fr))',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    userSelect: 'none',
  },
  item: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    padding: tokens.spacingVerticalXS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  character: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
  },
  name: { fontSize: tokens.fontSizeBase300, overflowWrap: 'anywhere' },
})

function SpelledItem({ one }: { one: SpelledCharacter }) {
  const styles = useStyles()
  return (
    <li className={styles.item}>
      <span aria-hidden="true" className={styles.character}>
        {one.character === ' ' ? '␣' : one.character}
      </span>
      <span className={styles.name}>{one.name}</span>
    </li>
  )
}

/** A password for the phone: every character large, with the name to say; it can't be selected and copied. */
export function SpellingView({ password }: { password: string }) {
  const styles = useStyles()
  const { t, language } = useWords()
  const spelled = useMemo(
    () => spell(password, language).map((one, index) => ({ ...one, place: index })),
    [password, language],
  )
  return (
    <ol className={styles.list} aria-label={t('passwords.spelling')}>
      {spelled.map((one) => (
        <SpelledItem key={one.place} one={one} />
      ))}
    </ol>
  )
}
