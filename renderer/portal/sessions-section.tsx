import { makeStyles } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNotify } from '../base/notify.tsx'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { SessionRow } from '../ui/session-row.tsx'
import { Card } from './card.tsx'
import { account, portalApi } from './portal-api.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
})

function useEnding() {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  return useAction(async (id: string) => {
    try {
      await account.endMine({ id })
      notify(t('sessions.signedOutThere'))
    } finally {
      void queries.invalidateQueries({ queryKey: portalApi.account.mySessions.key() })
    }
  })
}

/** Where the person is signed in, and the way out of each other place. */
export function SessionsSection() {
  const { t } = useWords()
  const styles = useStyles()
  const { data, error } = useQuery(portalApi.account.mySessions.queryOptions({ input: {}, gcTime: 0 }))
  const ending = useEnding()
  return (
    <Card title={t('sessions.mySessions')}>
      <ErrorBar error={error ?? ending.error} />
      <ul className={styles.list}>
        {data?.sessions.map((one) => (
          <SessionRow key={one.id} session={one} isBusy={ending.isBusy} onEnd={() => void ending.run(one.id)} />
        ))}
      </ul>
    </Card>
  )
}
