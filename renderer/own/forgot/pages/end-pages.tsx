import { Body1, Button } from '@fluentui/react-components'
import { useWork } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { FormActions } from '../../../ui/form.tsx'
import { BusyButton } from '../busy-button.tsx'
import type { PageProps } from '../forgot-pages.tsx'
import { leaveForgot } from '../forgot-word.ts'
import { ActionLink, Links, SignInLink } from '../links.tsx'
import { Refusal } from '../refusal.tsx'
import { StepPage } from '../step-page.tsx'

/** Everything is proved and the password stays: one press opens the account. */
export function UnlockPage({ wizard, organisation }: PageProps) {
  const { t } = useWords()
  const action = useWork()
  return (
    <StepPage wizard={wizard} title={t('forgot.unlockTitle')} organisation={organisation}>
      <Body1>{t('forgot.unlockText')}</Body1>
      <Refusal error={action.error} onHelp={() => wizard.steps.go('help')} />
      <FormActions>
        <BusyButton isBusy={action.isBusy} onClick={() => void action.run(wizard.unlock)}>
          {t('forgot.unlock')}
        </BusyButton>
      </FormActions>
      <Links>
        <SignInLink />
      </Links>
    </StepPage>
  )
}

/** It worked. Nobody is signed in by it (OWASP Forgot Password): the new password is typed once more, on the sign-in page. */
export function DonePage({ wizard, organisation }: PageProps) {
  const { t } = useWords()
  const isUnlock = wizard.page === 'unlocked'
  return (
    <StepPage
      wizard={wizard}
      title={t(isUnlock ? 'forgot.unlockedTitle' : 'forgot.doneTitle')}
      organisation={organisation}
    >
      <Body1>{t(isUnlock ? 'forgot.unlockedText' : 'forgot.doneText')}</Body1>
      <FormActions>
        <Button appearance="primary" onClick={leaveForgot}>
          {t('sessions.signIn')}
        </Button>
      </FormActions>
      {isUnlock && (
        <Links>
          <ActionLink onClick={() => wizard.steps.go('help')}>{t('forgot.contact')}</ActionLink>
        </Links>
      )}
    </StepPage>
  )
}

/** The one page at the end of every run that did not work out in time. */
export function GonePage({ wizard, organisation }: PageProps) {
  const { t } = useWords()
  return (
    <StepPage wizard={wizard} title={t('forgot.goneTitle')} organisation={organisation}>
      <Body1>{t('forgot.goneText')}</Body1>
      <FormActions>
        <Button appearance="primary" onClick={wizard.startAgain}>
          {t('forgot.startAgain')}
        </Button>
      </FormActions>
      <Links>
        <ActionLink onClick={() => wizard.steps.go('help')}>{t('forgot.contact')}</ActionLink>
        <SignInLink />
      </Links>
    </StepPage>
  )
}
