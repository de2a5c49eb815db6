import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { pollInterval } from './use-open-requests.ts'

/** Says that the system shows no notification of a new request. It is known only once the first one was refused. */
export function NotificationsBar() {
  const { t } = useWords()
  const options = api.door.capabilities.queryOptions({ input: {}, refetchInterval: pollInterval })
  const { data } = useQuery(options)
  if (!data?.areNotificationsRefused) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t('requests.notificationsRefused')}</MessageBarBody>
    </MessageBar>
  )
}
