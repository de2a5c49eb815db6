import { useWords } from '../base/words/words.ts'
import { Fields, Heading, NumberField, SwitchField, type TabProps } from './fields.tsx'
import { RequiredRoles } from './required-roles.tsx'

/** When the window locks and everybody signs in again, what is cleared, hidden and kept how long; what takes two admins, who proves a second factor. */
export function SignInTab(props: TabProps) {
  const { t } = useWords()
  return (
    <Fields>
      <NumberField {...props} path="signIn.idleMinutes" />
      <NumberField {...props} path="signIn.sessionHours" note={t('policies.notes.sessionHours')} />
      <NumberField {...props} path="signIn.clipboardSeconds" />
      <SwitchField {...props} path="signIn.isScreenProtected" note={t('policies.notes.screen')} />
      <NumberField {...props} path="signIn.deletedDays" note={t('policies.notes.deletedDays')} />
      <SwitchField {...props} path="signIn.twoPerson.isOn" note={t('policies.notes.twoPerson')} />
      <Heading>{t('policies.headings.secondFactor')}</Heading>
      <SwitchField {...props} path="signIn.secondFactor.isOffered" note={t('policies.notes.isOffered')} />
      <RequiredRoles {...props} />
    </Fields>
  )
}
