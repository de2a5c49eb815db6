import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { SelfServiceFault } from '../../shared/rules/self-service.ts'
import { localeOf, useWords } from '../app/words.ts'

/** Why self-service can't be saved as it stands, read out while it is typed; nothing when it can. */
export function FaultBar({ faults }: { readonly faults: readonly SelfServiceFault[] }) {
  const { t, language } = useWords()
  if (faults.length === 0) return null
  const texts = faults.map((fault) => t(`selfservice.faults.${fault}`))
  const list = new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(texts)
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>{t('errors.SELF_SERVICE_FAULTS', { faults: list })}</MessageBarBody>
    </MessageBar>
  )
}
