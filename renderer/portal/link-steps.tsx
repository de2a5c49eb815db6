import { Body1, Button, Link } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorCodeOf } from '../app/api-errors.ts'
import { useWords } from '../app/words.ts'
import { CodeField } from '../ui/code-field.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { NewPasswordFields } from '../ui/new-password-fields.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { useCode } from '../ui/use-code.ts'
import { useNewPassword } from '../ui/use-new-password.ts'
import type { LinkRun } from './link-page.tsx'
import { links, portalApi } from './portal-api.ts'

type LinkStepProps = {
  readonly run: LinkRun
  readonly organisation: string
  /** Its time is over, or the password was changed elsewhere meanwhile. */
  readonly onOver: () => void
}

/** The second factor after a link: a code of the authenticator app, or a recovery code. */
export function LinkFactor({
  run,
  organisation,
  onOver,
  onProved,
}: LinkStepProps & { readonly onProved: (state: LinkRun['state']) => void }) {
  const { t } = useWords()
  const [isRecovery, setIsRecovery] = useState(false)
  const form = useCode(async (code) => {
    const proof = { method: isRecovery ? 'recoveryCode' : 'authenticator', code } as const
    try {
      onProved(await links.prove({ attempt: run.attempt, proof }))
    } catch (failure) {
      if (errorCodeOf(failure) !== 'ATTEMPT_GONE') throw failure
      onOver()
    }
  })
  const change = () => {
    setIsRecovery(!isRecovery)
    form.reset()
  }
  return (
    <PlainPage title={t('methods.factorTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t(isRecovery ? 'methods.recoveryCodeText' : 'methods.factorText')}</Body1>
      <Form onSubmit={() => void form.submit()}>
        <ErrorBar error={form.error} />
        <CodeField
          key={String(isRecovery)}
          label={t(isRecovery ? 'methods.recoveryCode' : 'methods.code')}
          kind={isRecovery ? 'text' : 'digits'}
          value={form.code}
          onChange={form.setCode}
          inputRef={form.input}
        />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={form.isBusy}>
            {t('methods.verify')}
          </Button>
        </FormActions>
      </Form>
      <div>
        <Link as="button" type="button" onClick={change}>
          {t(isRecovery ? 'methods.useApp' : 'methods.useRecoveryCode')}
        </Link>
      </div>
    </PlainPage>
  )
}

/** The last step: the new password, twice. Nobody is signed in by it. */
export function LinkPassword({ run, organisation, onOver, onDone }: LinkStepProps & { readonly onDone: () => void }) {
  const { t } = useWords()
  const { attempt, username } = run
  const fields = useNewPassword()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const rules = useQuery({ ...portalApi.links.rules.queryOptions({ input: { attempt } }), gcTime: 0 })
  // The contact names stay unknown here; the service knows them and decides.
  const owner = { username, displayName: '', firstName: '', lastName: '' }
  const submit = async () => {
    if (isBusy || !fields.check()) return
    setIsBusy(true)
    try {
      await links.finish({ attempt, newPassword: fields.value })
      onDone()
    } catch (failure) {
      if (errorCodeOf(failure) === 'ATTEMPT_GONE') return onOver()
      setError(failure)
      setIsBusy(false)
    }
  }
  return (
    <PlainPage title={t('sessions.forcedTitle')} organisation={organisation} hasFocus={false}>
      <Body1>{t('links.forWhom', { username })}</Body1>
      <Form onSubmit={() => void submit()}>
        <ErrorBar error={error ?? rules.error} />
        {/* So that a password manager knows whose password this is. */}
        <input type="text" hidden readOnly autoComplete="username" value={username} />
        <NewPasswordFields {...{ fields, owner, organisation }} policy={rules.data} hasFocus />
        <FormActions>
          <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
            {t('sessions.savePassword')}
          </Button>
        </FormActions>
      </Form>
    </PlainPage>
  )
}
