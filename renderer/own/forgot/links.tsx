import { Link, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useWords } from '../../base/words/words.ts'
import { forgotHref, leaveForgot } from './forgot-word.ts'

const useStyles = makeStyles({
  links: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
    // There, links that are buttons have the colour of text.
    '@media (forced-colors: active)': { '& .fui-Link': { textDecorationLine: 'underline' } },
  },
})

/** Quiet ways out below a form. */
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

/** Below every sign-in form. */
export function ForgotLinks({ children }: { readonly children?: ReactNode }) {
  const { t } = useWords()
  return (
    <Links>
      <Link href={forgotHref('forgot')}>{t('forgot.link')}</Link>
      <Link href={forgotHref('request')}>{t('forgot.check')}</Link>
      {children}
    </Links>
  )
}

/** Leaving clears whatever was begun. */
export function SignInLink() {
  const { t } = useWords()
  return <ActionLink onClick={leaveForgot}>{t('forgot.backToSignIn')}</ActionLink>
}
