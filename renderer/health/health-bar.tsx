import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HealthView } from '../../shared/health.ts'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { listed } from '../base/words/role-needed.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { useFocusKept } from '../ui/focus-return.ts'

/** How often the result of the last check is asked for, in milliseconds. */
const pollInterval = 60_000

/** Above every page, while a part of the database is damaged. */
export function HealthBar() {
  const { data } = useQuery({ ...api.health.state.queryOptions({ input: {} }), refetchInterval: pollInterval })
  return data === undefined || data.damaged.length === 0 ? null : <Damage view={data} />
}

function Damage({ view: { damaged } }: { readonly view: HealthView }) {
  const words = useWords()
  const { t, formatDateTime } = words
  const notify = useNotify()
  const queries = useQueryClient()
  const [checkedAt, setCheckedAt] = useState<number | null>(null)
  useFocusKept()
  const { run, isBusy, error } = useAction(async () => {
    const view = await client.health.check({})
    queries.setQueryData(api.health.state.queryKey({ input: {} }), view)
    if (view.damaged.length === 0) notify(t('health.isWell'))
    setCheckedAt(Date.now())
  })
  return (
    <>
      <MessageBar intent="error" layout="multiline" shape="square" role="status" aria-label={t('health.label')}>
        <MessageBarBody>
          {t('errors.STORE_PARTLY_DAMAGED', { tables: listed(damaged, words, 'conjunction') })}{' '}
          {checkedAt !== null && t('health.isStillDamaged', { time: formatDateTime(checkedAt) })}
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" disabledFocusable={isBusy} onClick={() => void run()}>
            {t('health.check')}
          </Button>
        </MessageBarActions>
      </MessageBar>
      <ErrorBar error={error} />
    </>
  )
}
