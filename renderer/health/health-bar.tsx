import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, client } from '../app/api.ts'
import { useNotify } from '../app/notify.tsx'
import { useWords } from '../app/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { useAction } from '../ui/use-action.ts'

/** Milliseconds between two looks at what the program has found. */
const lookEvery = 60_000

/** Above every page, while a part of the database is damaged. */
export function HealthBar() {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const { data } = useQuery({ ...api.health.state.queryOptions({ input: {} }), refetchInterval: lookEvery })
  const { run, isBusy, error } = useAction(async () => {
    const view = await client.health.check({})
    queries.setQueryData(api.health.state.queryKey({ input: {} }), view)
    if (view.damaged.length === 0) notify(t('health.isWell'))
  })
  if (data === undefined || data.damaged.length === 0) return null
  return (
    <>
      <MessageBar intent="error" layout="multiline" role="status" aria-label={t('health.label')}>
        <MessageBarBody>{t('errors.STORE_PARTLY_DAMAGED', { tables: data.damaged.join(', ') })}</MessageBarBody>
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
