import { Body1, makeStyles, typographyStyles } from '@fluentui/react-components'
import { useRef } from 'react'
import type { RequestId } from '../../../shared/ids.ts'
import { useWords } from '../../base/words/words.ts'
import { useInitialFocus } from '../../ui/use-initial-focus.ts'

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle1, margin: 0, ':focus': { outlineStyle: 'none' } },
})

/** Shown instead of a password when a second admin must approve first, with the number of the request. */
export function WaitingResult({ request }: { readonly request: RequestId }) {
  const { t, formatNumber } = useWords()
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useInitialFocus(heading)
  const number = formatNumber(request)
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className={styles.heading}>
        {t('passwords.waitingTitle')}
      </h3>
      <Body1>
        <strong>{t('requests.number', { number })}</strong>
      </Body1>
      <Body1>{t('passwords.waitingText', { number })}</Body1>
    </>
  )
}
