import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import type { Report } from './use-report.ts'

type NextStepProps = {
  readonly report: NonNullable<Report['data']>
  readonly onOpenPolicies: () => void
  /** Opens the import of contact information; null for admins who may change nobody. */
  readonly onImport: (() => void) | null
}

/** The first thing that keeps people from resetting their own passwords, and where to change it. */
export function NextStep({ report, onOpenPolicies, onImport }: NextStepProps) {
  const { t } = useWords()
  const policies = useQuery({ ...api.policies.get.queryOptions({ input: {} }), refetchOnWindowFocus: true })
  if (policies.data?.policies.selfService.enabledFor === 'none') {
    return (
      <Hint text={t('registration.report.offText')}>
        <Button onClick={onOpenPolicies}>{t('registration.report.openPolicy')}</Button>
      </Hint>
    )
  }
  if (report.unavailable.length > 0) {
    const methods = report.unavailable.map((method) => t(`methods.names.${method}`)).join(', ')
    return <Hint text={t('registration.report.unavailableText', { methods })} />
  }
  if (report.counts.registered > 0) return null
  return (
    <Hint text={t('registration.report.nobodyText')}>
      {onImport !== null && <Button onClick={onImport}>{t('registration.report.import')}</Button>}
    </Hint>
  )
}

function Hint({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
      {children !== undefined && <MessageBarActions>{children}</MessageBarActions>}
    </MessageBar>
  )
}
