import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { doorName } from '../../shared/audit.ts'
import type { LockedPerson } from '../../shared/policies.ts'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Heading } from './fields.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  person: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  username: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

/** How often the times are read anew, in milliseconds. */
const refresh = 10_000
/** Longer than any policy locks, in seconds: the account stays locked until an admin unlocks it. */
const forGood = 1_000_000

function useUnlocking() {
  const { t } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const [error, setError] = useState<unknown>(null)
  const unlock = async ({ userId, displayName }: LockedPerson) => {
    setError(null)
    try {
      await client.policies.unlock({ userId })
      notify(t('policies.locked.unlocked', { name: displayName }))
    } catch (failure) {
      setError(failure)
    }
    void queries.invalidateQueries({ queryKey: api.policies.locked.key() })
    void queries.invalidateQueries({ queryKey: api.users.key() })
  }
  return { unlock, error }
}

/** The people who are locked out now, with the door and the remaining time. */
export function LockedPeople() {
  const { t, formatDuration, formatNumber } = useWords()
  const styles = useStyles()
  const mayUnlock = useMay('passwords.reset')
  const locked = useQuery(api.policies.locked.queryOptions({ input: {}, refetchInterval: refresh }))
  const { unlock, error } = useUnlocking()
  const title = (column: 'person' | 'door' | 'failures' | 'left' | 'action') => t(`policies.locked.${column}`)
  const left = ({ lockedUntil }: LockedPerson) => Math.max(1, (lockedUntil - locked.dataUpdatedAt) / 1000)
  const columns: readonly Column<LockedPerson>[] = [
    { key: 'person', title: title('person'), cell: (person) => <Name person={person} /> },
    { key: 'door', title: title('door'), cell: ({ door }) => <Door door={door} /> },
    { key: 'failures', title: title('failures'), cell: ({ failures }) => formatNumber(failures) },
    {
      key: 'left',
      title: title('left'),
      cell: (person) => (left(person) > forGood ? t('policies.locked.forGood') : formatDuration(left(person))),
    },
    {
      key: 'action',
      title: title('action'),
      cell: (person) => (
        <Button
          size="small"
          aria-label={t('policies.locked.unlockName', { name: person.displayName })}
          disabled={!mayUnlock}
          onClick={() => void unlock(person)}
        >
          {t('policies.locked.unlock')}
        </Button>
      ),
    },
  ]
  return (
    <div className={styles.root}>
      <Heading>{t('policies.locked.title')}</Heading>
      <ErrorBar error={error ?? locked.error} />
      <DataTable
        label={t('policies.locked.title')}
        columns={columns}
        rows={locked.data?.people}
        keyOf={({ userId, door }) => `${userId} ${door}`}
        empty={<Body1>{t('policies.locked.nobody')}</Body1>}
        size="small"
        widths="even"
        minWidth="520px"
      />
    </div>
  )
}

function Name({ person: { displayName, username } }: { readonly person: LockedPerson }) {
  const styles = useStyles()
  return (
    <span className={styles.person}>
      {displayName}
      <span className={styles.username}>{username}</span>
    </span>
  )
}

function Door({ door }: Pick<LockedPerson, 'door'>) {
  const { t } = useWords()
  const known = doorName.safeParse(door)
  return known.success ? t(`audit.doors.${known.data}`) : door
}
