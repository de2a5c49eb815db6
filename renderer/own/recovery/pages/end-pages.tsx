import { Body1, Button } from '@fluentui/react-components'
import { useWork } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { FormActions } from '../../../ui/form.tsx'
import { BusyButton } from '../busy-button.tsx'
import { ActionLink, Links, SignInLink } from '../links.tsx'
import type { PageProps } from '../recovery-pages.tsx'
import { leaveRecovery } from '../recovery-word.ts'
import { Refusal } from '../refusal.tsx'
import { StepPage } from '../step-page.tsx'

/** Everything is proved, and the password stays: one button unlocks the account. */
export function UnlockPage({ wizard, organisation }: PageProps) {
  const { t } = useWords()
  const action = useWork()
  return (
    <StepPage wizard={wizard} title={t('recovery.unlockTitle')} organisation={organisation}>
      <Body1>{t('recovery.unlockText')}</Body1>
      <Refusal error={action.error} onHelp={() => wizard.steps.go('help')} />
      <FormActions>
        <BusyButton isBusy={action.isBusy} onClick={() => void action.run(wizard.unlock)}>
          {t('recovery.unlock')}
        </BusyButton>
      </FormActions>
      <Links>
        <SignInLink />
      </Links>
    </StepPage>
  )
}

/** The reset was successful. It signs nobody in (OWASP Forgot Password): the new password is typed again on the sign-in page. */
export function DonePage({ wizard, organisation }: PageProps) {
  const { t } = useWords()
  const isUnlock = wizard.page === 'unlocked'
  return (
    <StepPage
      wizard={wizard}
      title={t(isUnlock ? 'recovery.unlockedTitle' : 'recovery.doneTitle')}
      organisation={organisation}
    >
      <Body1>{t(isUnlock ? 'recovery.unlockedText' : 'recovery.doneText')}</Body1>
      <FormActions>
        <Button appearance="primary" onClick={leaveRecovery}>
          {t('sessions.signIn')}
        </Button>
      </FormActions>
      {isUnlock && (
        <Links>
          <ActionLink onClick={() => wizard.steps.go('help')}>{t('recovery.contact')}</ActionLink>
        </Links>
      )}
    </StepPage>
  )
}

/** The page after every run that has ended without success. */
export function GonePage({ wizard, organisation }: PageProps) {
  const { t } = useWords()
  return (
    <StepPage wizard={wizard} title={t('recovery.goneTitle')} organisation={organisation}>
      <Body1>{t('recovery.goneText')}</Body1>
      <FormActions>
        <Button appearance="primary" onClick={wizard.startAgain}>
          {t('recovery.startAgain')}
        </Button>
      </FormActions>
      <Links>
        <ActionLink onClick={() => wizard.steps.go('help')}>{t('recovery.contact')}</ActionLink>
        <SignInLink />
      </Links>
    </StepPage>
  )
}
