import { makeStyles } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { SessionRow } from '../ui/session-row.tsx'
import { Section } from './section.tsx'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
})

function useEnding() {
  const { t } = useWords()
  const notify = useNotify()
  const queries = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const end = async (id: string) => {
    setIsBusy(true)
    setError(null)
    try {
      await client.sessions.endMine({ id })
      notify(t('sessions.signedOutThere'))
    } catch (failure) {
      setError(failure)
    } finally {
      setIsBusy(false)
      void queries.invalidateQueries({ queryKey: api.sessions.mine.key() })
    }
  }
  return { end, error, isBusy }
}

/** Where the person is signed in, and the way out of each other place. */
export function MySessions() {
  const { t } = useWords()
  const styles = useStyles()
  const { data, error } = useQuery({ ...api.sessions.mine.queryOptions({ input: {} }), gcTime: 0 })
  const ending = useEnding()
  return (
    <Section title={t('sessions.mySessions')}>
      <ErrorBar error={error ?? ending.error} />
      {data !== undefined && (
        <ul className={styles.list}>
          {data.sessions.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              isBusy={ending.isBusy}
              onEnd={() => void ending.end(session.id)}
            />
          ))}
        </ul>
      )}
    </Section>
  )
}
