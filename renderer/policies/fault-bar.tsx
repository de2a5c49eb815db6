import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { SelfServiceFault } from '../../shared/rules/self-service.ts'
import { localeOf, useWords } from '../base/words/words.ts'

/**
 * The reasons why self-service can't be saved, shown beside Save because the fields are far above it; those fields are announced with the
 * same reason.
 */
export function FaultBar({ faults }: { readonly faults: readonly SelfServiceFault[] }) {
  const { t, language } = useWords()
  if (faults.length === 0) return null
  const texts = faults.map((fault) => t(`policies.selfService.faults.${fault}`))
  const list = new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(texts)
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{t('errors.SELF_SERVICE_FAULTS', { faults: list })}</MessageBarBody>
    </MessageBar>
  )
}

/** What to do about a fault, for the field that causes it; undefined without that fault. */
export function useFaultText(
  faults: readonly SelfServiceFault[],
): (...about: readonly SelfServiceFault[]) => string | undefined {
  const { t } = useWords()
  return (...about) => {
    const fault = about.find((one) => faults.includes(one))
    return fault && t(`policies.selfService.mend.${fault}`)
  }
}
