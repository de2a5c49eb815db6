import { Body1, Button, Spinner } from '@fluentui/react-components'
import { useWords } from '../base/words/words.ts'
import { FormActions } from './form.tsx'
import { PlainPage } from './plain-page.tsx'

function Reload() {
  const { t } = useWords()
  return (
    <FormActions>
      <Button appearance="primary" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </FormActions>
  )
}

/** Shown when the page was opened without the launch token, or with an old one. */
export function RefusedPage() {
  const { t } = useWords()
  return (
    <PlainPage title={t('app.refusedTitle')}>
      <Body1>{t('app.refusedText')}</Body1>
    </PlainPage>
  )
}

/** Shown when the service does not answer. */
export function UnreachablePage() {
  const { t } = useWords()
  return (
    <PlainPage title={t('app.unreachableTitle')}>
      <Body1>{t('app.unreachableText')}</Body1>
      <Reload />
    </PlainPage>
  )
}

/** Shown when a bug has stopped the screen. */
export function FailedPage() {
  const { t } = useWords()
  return (
    <PlainPage title={t('app.failedTitle')}>
      <Body1>{t('app.failedText')}</Body1>
      <Reload />
    </PlainPage>
  )
}

/** Shown for the moment before the first answer. */
export function LoadingPage() {
  const { t } = useWords()
  return (
    <main>
      <Spinner size="small" delay={300} label={t('ui.loading')} />
    </main>
  )
}
