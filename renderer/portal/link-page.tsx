import { Body1, Button, Link } from '@fluentui/react-components'
import { useState } from 'react'
import { errorCodeOf } from '../base/api-errors.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { RecoveryPages } from '../own/recovery/recovery-pages.tsx'
import { recoveryHref } from '../own/recovery/recovery-word.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { myLinks } from './portal-api.ts'
import { useLinkToken } from './use-link-token.ts'

export type LinkRun = Awaited<ReturnType<typeof myLinks.spend>>

type LinkPageProps = { readonly organisation: string; readonly onOpened: (run: LinkRun) => void }

/** The page of a one-time link. Only its button uses the link up, so that a mail scanner that opens the page can't. */
export function LinkPage({ organisation, onOpened }: LinkPageProps) {
  const { t } = useWords()
  const token = useLinkToken()
  const opened = (run: LinkRun) => {
    history.replaceState(null, '', `/${recoveryHref('forgot')}`)
    onOpened(run)
  }
  if (token !== null) return <StartPage key={token} token={token} organisation={organisation} onStarted={opened} />
  return (
    <PlainPage title={t('sessions.forcedTitle')} organisation={organisation}>
      <Body1>{t('links.cutOff')}</Body1>
      <Link href="/">{t('sessions.signIn')}</Link>
    </PlainPage>
  )
}

/** The last steps of **Forgot password?** after a link: what is still to be proved, if anything, and the new password. */
export function OpenedLink({ run, organisation }: { readonly run: LinkRun; readonly organisation: string }) {
  const [username, onUsername] = useState(run.username)
  return <RecoveryPages word="forgot" start={run} {...{ organisation, username, onUsername }} />
}

type StartPageProps = {
  readonly token: string
  readonly organisation: string
  readonly onStarted: (run: LinkRun) => void
}

function StartPage({ token, organisation, onStarted }: StartPageProps) {
  const { t } = useWords()
  const starting = useAction(async () => onStarted(await myLinks.spend({ token })))
  const isGone = errorCodeOf(starting.error) === 'LINK_GONE'
  return (
    <PlainPage title={t('sessions.forcedTitle')} organisation={organisation}>
      <Form onSubmit={() => void starting.run()}>
        <ErrorBar error={starting.error} />
        {!isGone && (
          <>
            <Body1>{t('links.startText')}</Body1>
            <FormActions>
              <Button type="submit" appearance="primary" disabledFocusable={starting.isBusy}>
                {t('links.goOn')}
              </Button>
            </FormActions>
          </>
        )}
      </Form>
      {isGone && <Link href="/">{t('sessions.signIn')}</Link>}
    </PlainPage>
  )
}
