import { Link, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useWords } from '../../base/words/words.ts'
import { leaveRecovery, recoveryHref } from './recovery-word.ts'

const useStyles = makeStyles({
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
    // Underlined with forced colours, because links that are buttons have the colour of plain text there.
    '@media (forced-colors: active)': { '& .fui-Link': { textDecorationLine: 'underline' } },
  },
})

/** Small links below a form. */
export function Links({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().links}>{children}</div>
}

export function ActionLink({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Link as="button" type="button" onClick={onClick}>
      {children}
    </Link>
  )
}

/** The links below every sign-in form. */
export function RecoveryLinks({ children }: { readonly children?: ReactNode }) {
  const { t } = useWords()
  return (
    <Links>
      <Link href={recoveryHref('forgot')}>{t('recovery.link')}</Link>
      <Link href={recoveryHref('request')}>{t('recovery.check')}</Link>
      {children}
    </Links>
  )
}

/** Leads back to the sign-in page, and ends the run. */
export function SignInLink() {
  const { t } = useWords()
  return <ActionLink onClick={leaveRecovery}>{t('recovery.backToSignIn')}</ActionLink>
}
