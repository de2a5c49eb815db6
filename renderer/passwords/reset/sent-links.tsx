import { Body1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useRef } from 'react'
import { linkHours, type SentLinks } from '../../../shared/links.ts'
import { useWords } from '../../base/words/words.ts'
import { useInitialFocus } from '../../ui/use-initial-focus.ts'
import { PeopleGroup } from '../many-preview.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  heading: { ...typographyStyles.subtitle1, margin: 0, ':focus': { outlineStyle: 'none' } },
  list: { margin: 0, padding: 0, listStyleType: 'none', overflowWrap: 'anywhere' },
})

/** Who of several people got a link, and who did not, with the reason. */
export function SentLinksView({ sent: { count, sent, refused } }: { readonly sent: SentLinks }) {
  const { t } = useWords()
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useInitialFocus(heading)
  const unnamed = count - sent.length
  const left = refused.reduce((sum, group) => sum + group.count, 0)
  return (
    <div className={styles.root}>
      <h3 ref={heading} tabIndex={-1} className={styles.heading}>
        {t('links.sentMany', { count })}
      </h3>
      {count > 0 && <Body1>{t('links.sentLife', { hours: linkHours })}</Body1>}
      <ul className={styles.list}>
        {sent.map(({ id, displayName, to }) => (
          <li key={id}>
            {displayName} ({to})
          </li>
        ))}
        {unnamed > 0 && <li>{t('passwords.excludedMore', { count: unnamed })}</li>}
      </ul>
      {left > 0 && (
        <>
          <Body1>{t('links.notSent', { count: left })}</Body1>
          <ul className={styles.list}>
            {refused.map(({ reason, count: many, people }) => (
              <PeopleGroup key={reason} label={t(`links.notSentTo.${reason}`)} count={many} people={people} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
