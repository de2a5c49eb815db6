import { Body1, Button } from '@fluentui/react-components'
import { type ReactNode, useEffect } from 'react'
import type { Registration } from '../../../shared/registration.ts'
import { useWords } from '../../base/words/words.ts'
import { FormActions } from '../../ui/form.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { LoadingPage, UnreachablePage } from '../../ui/trouble-page.tsx'
import { MethodsPage } from './methods-page.tsx'
import { useOwnRegistration } from './own-registration.ts'
import { ReconfirmPage } from './reconfirm-page.tsx'

/** How far the person has come since signing in; `done` also for people who put it off or have nothing to do. */
export type RegistrationStage = 'asked' | 'begun' | 'done'

export type RegistrationGateProps = {
  readonly organisation: string
  /** True if the session can do nothing else until enough is registered. */
  readonly isForced: boolean
  readonly stage: RegistrationStage
  readonly onStage: (stage: RegistrationStage) => void
  /** Reads the session again when enough is registered; it must be the same function at each render. */
  readonly onGiven: () => Promise<unknown>
  readonly onRecoveryCodes: (codes: readonly string[]) => void
  readonly onSignOut: () => void
  readonly children: ReactNode
}

/** Shown between signing in and the pages, while methods are missing or due for a review. */
export function RegistrationGate(props: RegistrationGateProps) {
  const { isForced, stage, onStage, onGiven, children } = props
  const isShut = isForced || stage !== 'done'
  const { data: info, error } = useOwnRegistration(isShut)
  const isNeeded = info !== undefined && (info.mustRegisterBy !== null || info.isReconfirmDue)
  const isOpen = stage === 'asked' && info !== undefined && !isNeeded && !isForced
  // Decided once after signing in, so that removing a method later does not close the open page.
  useEffect(() => {
    if (isOpen) onStage('done')
  }, [isOpen, onStage])
  // Enough was registered at another place meanwhile, or registering is not required any more.
  const isOutdated = isForced && stage !== 'begun' && info?.mustRegisterBy === null
  useEffect(() => {
    if (isOutdated) void onGiven()
  }, [isOutdated, onGiven])
  if (!isShut || isOpen) return children
  if (isOutdated) return <LoadingPage />
  if (info !== undefined) return <Asking {...props} info={info} />
  if (error === null) return <LoadingPage />
  return isForced ? <UnreachablePage /> : children
}

type AskingProps = RegistrationGateProps & { readonly info: Registration }

function Asking({ info, organisation, isForced, stage, onStage, onGiven, onRecoveryCodes, onSignOut }: AskingProps) {
  const { t } = useWords()
  const done = () => void onGiven().then(() => onStage('done'))
  const leave =
    info.canPutOff && !isForced
      ? { label: t('registration.later'), run: () => onStage('done') }
      : { label: t('sessions.signOut'), run: onSignOut }
  if (stage === 'begun') return <MethodsPage {...{ info, organisation, onRecoveryCodes, leave }} onDone={done} />
  if (info.mustRegisterBy === null && info.isReconfirmDue) {
    return <ReconfirmPage {...{ info, organisation }} onGood={done} onChange={() => onStage('begun')} />
  }
  return <IntroPage {...{ info, organisation, leave }} onNext={() => onStage('begun')} />
}

type IntroPageProps = Pick<AskingProps, 'info' | 'organisation'> & {
  readonly leave: { readonly label: string; readonly run: () => void }
  readonly onNext: () => void
}

function IntroPage({ info, organisation, leave, onNext }: IntroPageProps) {
  const { t, formatDate } = useWords()
  const { required, mustRegisterBy, canPutOff } = info
  return (
    <PlainPage title={t('registration.moreTitle')} organisation={organisation}>
      <Body1>{t('registration.moreText', { count: required })}</Body1>
      <Body1>
        {canPutOff && mustRegisterBy !== null
          ? t('registration.until', { date: formatDate(mustRegisterBy) })
          : t('registration.over')}
      </Body1>
      <FormActions>
        <Button appearance="primary" onClick={onNext}>
          {t('common.next')}
        </Button>
        <Button onClick={leave.run}>{leave.label}</Button>
      </FormActions>
    </PlainPage>
  )
}
