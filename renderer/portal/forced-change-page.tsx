import { Body1, Button } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { PortalSession } from '../../shared/portal-account.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { NewPasswordFields } from '../ui/new-password-fields.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { useNewPassword } from '../ui/use-new-password.ts'
import { account, portalApi } from './portal-api.ts'

export type ForcedChangePageProps = {
  readonly session: PortalSession
  /** Why signing out did not work. */
  readonly failure: unknown
  readonly onChanged: (session: PortalSession) => void
  readonly onSignOut: () => void
}

/** After signing in with a temporary, expired or must-change password: nothing else until a new one is chosen. */
export function ForcedChangePage({ session, failure, onChanged, onSignOut }: ForcedChangePageProps) {
  const { t } = useWords()
  const fields = useNewPassword()
  const changing = useAction(async () => onChanged(await account.changeForced({ newPassword: fields.value })))
  const rules = useQuery(portalApi.account.passwordRules.queryOptions({ input: {} }))
  const organisation = rules.data?.organisation ?? ''
  // The contact names can't be read before the change; the service knows them and decides.
  const owner = { username: session.username, displayName: session.displayName, firstName: '', lastName: '' }

  const submit = async () => {
    if (fields.check()) await changing.run()
  }

  return (
    <PlainPage title={t('sessions.forcedTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t('sessions.forcedText')}</Body1>
      <Form onSubmit={() => void submit()}>
        <ErrorBar error={changing.error ?? failure ?? rules.error} />
        {/* So that a password manager knows whose password this is. */}
        <input type="text" hidden readOnly autoComplete="username" value={session.username} />
        <NewPasswordFields
          fields={fields}
          policy={rules.error === null ? rules.data?.policy : null}
          owner={owner}
          organisation={organisation}
          hasFocus
        />
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
