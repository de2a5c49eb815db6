import { Body1, Button } from '@fluentui/react-components'
import { useAction } from '../../base/use-action.ts'
import { useWords } from '../../base/words/words.ts'
import { ErrorBar } from '../../ui/error-bar.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { type AskedRules, NewPasswordFields } from './new-password-fields.tsx'
import { useNewPassword } from './use-new-password.ts'

export type ForcedChangePageProps = {
  readonly session: { readonly username: string; readonly displayName: string }
  readonly organisation: string
  readonly rules: AskedRules
  /** Why signing out did not work. */
  readonly failure?: unknown
  /** Changes the password at the door of this page, and goes on. */
  readonly change: (newPassword: string) => Promise<unknown>
  readonly onSignOut: () => void
}

/** After signing in with a temporary, expired or must-change password: a new password must be chosen before anything else. */
export function ForcedChangePage(props: ForcedChangePageProps) {
  const { session, organisation, rules, failure = null, change, onSignOut } = props
  const { t } = useWords()
  const fields = useNewPassword()
  const changing = useAction(() => change(fields.value))
  // The contact names can't be read before the change; the service knows them and enforces the rule about names.
  const owner = { username: session.username, displayName: session.displayName, firstName: '', lastName: '' }

  const submit = async () => {
    if (!changing.isBusy && fields.check()) await changing.run()
  }

  return (
    <PlainPage title={t('sessions.forcedTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t('sessions.forcedText')}</Body1>
      <Form onSubmit={() => void submit()}>
        <ErrorBar error={changing.error ?? failure ?? rules.error} />
        {/* Tells a password manager whose password this is. */}
        <input type="text" hidden readOnly autoComplete="username" value={session.username} />
        <NewPasswordFields {...{ fields, rules, owner, organisation }} hasFocus />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={changing.isBusy}>
            {t('sessions.savePassword')}
          </Button>
          <Button onClick={onSignOut}>{t('sessions.signOut')}</Button>
        </FormActions>
      </Form>
    </PlainPage>
  )
}
