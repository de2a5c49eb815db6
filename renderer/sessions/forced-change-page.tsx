import { Body1, Button } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { SessionInfo } from '../../shared/sessions.ts'
import { api, client } from '../base/api.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { NewPasswordFields } from '../ui/new-password-fields.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { useNewPassword } from '../ui/use-new-password.ts'

export type ForcedChangePageProps = {
  readonly session: SessionInfo
  readonly organisation: string
  readonly onChanged: (session: SessionInfo) => void
  readonly onSignOut: () => void
}

/** After signing in with a temporary, expired or must-change password: nothing else until a new one is chosen. */
export function ForcedChangePage({ session, organisation, onChanged, onSignOut }: ForcedChangePageProps) {
  const { t } = useWords()
  const fields = useNewPassword()
  const { run, error, isBusy } = useAction(async () => {
    await client.passwords.changeForced({ newPassword: fields.value })
    onChanged(await client.sessions.current({}))
  })
  const policy = useQuery(api.passwords.policy.queryOptions({ input: {} }))
  // The contact names can't be read before the change; the service knows them and decides.
  const owner = { username: session.username, displayName: session.displayName, firstName: '', lastName: '' }

  const submit = async () => {
    if (!isBusy && fields.check()) await run()
  }

  return (
    <PlainPage title={t('sessions.forcedTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t('sessions.forcedText')}</Body1>
      <Form onSubmit={submit}>
        <ErrorBar error={error ?? policy.error} />
        <NewPasswordFields
          fields={fields}
          policy={policy.error === null ? policy.data : null}
          owner={owner}
          organisation={organisation}
          hasFocus
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {t('sessions.savePassword')}
          </Button>
          <Button onClick={onSignOut}>{t('sessions.signOut')}</Button>
        </FormActions>
      </Form>
    </PlainPage>
  )
}
