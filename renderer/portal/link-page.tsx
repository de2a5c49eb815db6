import { Body1, Button, Link } from '@fluentui/react-components'
import { useState } from 'react'
import { errorCodeOf } from '../app/api-errors.ts'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Form, FormActions } from '../ui/form.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { LinkFactor, LinkPassword } from './link-steps.tsx'
import { links } from './portal-api.ts'
import { useLinkToken } from './use-link-token.ts'

export type LinkRun = Awaited<ReturnType<typeof links.spend>>

/** Where a one-time link leads. Looking at it spends nothing, so that a mail scanner can't: only the button does. */
export function LinkPage({ organisation }: { readonly organisation: string }) {
  const token = useLinkToken()
  return <LinkSteps key={token} token={token} organisation={organisation} />
}

type LinkStepsProps = { readonly token: string | null; readonly organisation: string }

function LinkSteps({ token, organisation }: LinkStepsProps) {
  const { t } = useWords()
  const [run, setRun] = useState<LinkRun | null>(null)
  const [end, setEnd] = useState<'done' | 'over' | null>(token === null ? 'over' : null)
  const over = token === null ? 'links.cutOff' : 'links.over'
  if (end !== null) {
    return (
      <PlainPage key={end} title={t(end === 'done' ? 'links.doneTitle' : 'sessions.forcedTitle')} {...{ organisation }}>
        <Body1>{t(end === 'done' ? 'links.doneText' : over)}</Body1>
        <Link href="/">{t('sessions.signIn')}</Link>
      </PlainPage>
    )
  }
  if (token === null || run === null)
    return <StartPage token={token ?? ''} organisation={organisation} onStarted={setRun} />
  const step = { run, organisation, onOver: () => setEnd('over') }
  return run.state.step === 'prove' ? (
    <LinkFactor {...step} onProved={(state) => setRun({ ...run, state })} />
  ) : (
    <LinkPassword {...step} onDone={() => setEnd('done')} />
  )
}

type StartPageProps = {
  readonly token: string
  readonly organisation: string
  readonly onStarted: (run: LinkRun) => void
}

function StartPage({ token, organisation, onStarted }: StartPageProps) {
  const { t } = useWords()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isGone = errorCodeOf(error) === 'LINK_GONE'
  const start = async () => {
    if (isBusy) return
    setIsBusy(true)
    try {
      onStarted(await links.spend({ token }))
    } catch (failure) {
      setError(failure)
      setIsBusy(false)
    }
  }
  return (
    <PlainPage title={t('sessions.forcedTitle')} organisation={organisation}>
      <Form onSubmit={() => void start()}>
        <ErrorBar error={error} />
        {!isGone && (
          <>
            <Body1>{t('links.startText')}</Body1>
            <FormActions>
              <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
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
