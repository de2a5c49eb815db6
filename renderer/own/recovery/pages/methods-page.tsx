import { Body1, CompoundButton, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import {
  ChatRegular,
  HeadsetRegular,
  KeyRegular,
  MailRegular,
  PhoneKeyRegular,
  QuestionCircleRegular,
} from '@fluentui/react-icons'
import { useState } from 'react'
import type { ProofMethod } from '../../../../shared/rules/self-service.ts'
import { useWork } from '../../../base/use-action.ts'
import { useWords } from '../../../base/words/words.ts'
import { ActionLink, Links, SignInLink } from '../links.tsx'
import type { PageProps } from '../recovery-pages.tsx'
import { Refusal } from '../refusal.tsx'
import { StepPage } from '../step-page.tsx'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  method: {
    justifyContent: 'flex-start',
    width: '100%',
    maxWidth: 'none',
    textAlign: 'start',
    '& .fui-CompoundButton__secondaryContent': {
      lineHeight: tokens.lineHeightBase200,
      marginTop: tokens.spacingVerticalXXS,
    },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const icons = {
  authenticator: PhoneKeyRegular,
  email: MailRegular,
  recoveryCode: KeyRegular,
  deskCode: HeadsetRegular,
  questions: QuestionCircleRegular,
  sms: ChatRegular,
} as const satisfies Record<ProofMethod, unknown>

/** The methods that the policy offers, not those that the person has, because these would tell who exists. */
export function MethodsPage({ wizard, organisation }: PageProps) {
  const { t } = useWords()
  const styles = useStyles()
  const action = useWork()
  const [chosen, setChosen] = useState<ProofMethod | null>(null)
  const { methods = [], proved = [] } = wizard.run?.state ?? {}
  const choose = (method: ProofMethod) => {
    if (action.isBusy) return
    setChosen(method)
    void action.run(() => wizard.choose(method))
  }
  const help = () => wizard.steps.go('help')
  return (
    <StepPage wizard={wizard} title={t('recovery.step', { number: proved.length + 1 })} organisation={organisation}>
      <Body1>{t(introOf(methods.length, proved.length))}</Body1>
      <Refusal error={action.error} />
      <ul className={styles.list}>
        {methods.map((method) => {
          const Icon = icons[method]
          const isBusy = action.isBusy && chosen === method
          return (
            <li key={method}>
              <CompoundButton
                className={styles.method}
                disabledFocusable={action.isBusy}
                icon={isBusy ? <Spinner size="tiny" aria-hidden /> : <Icon />}
                secondaryContent={t(`recovery.methods.${method}`)}
                onClick={() => choose(method)}
              >
                {t(`methods.names.${method}`)}
              </CompoundButton>
            </li>
          )
        })}
      </ul>
      {methods.length > 0 && <Body1 className={styles.quiet}>{t('recovery.onlyRegistered')}</Body1>}
      <Links>
        <ActionLink onClick={help}>{t('recovery.contact')}</ActionLink>
        <SignInLink />
      </Links>
    </StepPage>
  )
}

function introOf(methods: number, proved: number) {
  if (methods === 0) return 'recovery.noMethods'
  return proved === 0 ? 'recovery.chooseMethod' : 'recovery.chooseAnother'
}
