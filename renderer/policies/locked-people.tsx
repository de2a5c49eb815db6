import {
  Body1,
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { doorName } from '../../shared/audit.ts'
import type { LockedPerson } from '../../shared/policies.ts'
import { api, client } from '../base/api.ts'
import { useNotify } from '../base/notify.tsx'
import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Heading } from './fields.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  scroller: { overflowX: 'auto' },
  table: { minWidth: '520px' },
  person: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  username: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

/** How often the times are read anew, in milliseconds. */
const refresh = 10_000
/** Longer than any policy locks: until an admin unlocks. */
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

type LockedRowProps = { readonly person: LockedPerson; readonly now: number; readonly onUnlock: () => void }

function LockedRow({ person, now, onUnlock }: LockedRowProps) {
  const { t, formatDuration, formatNumber } = useWords()
  const styles = useStyles()
  const mayUnlock = useMay('passwords.reset')
  const seconds = Math.max(1, (person.lockedUntil - now) / 1000)
  const door = doorName.safeParse(person.door)
  return (
    <TableRow>
      <TableCell>
        <span className={styles.person}>
          {person.displayName}
          <span className={styles.username}>{person.username}</span>
        </span>
      </TableCell>
      <TableCell>{door.success ? t(`audit.doors.${door.data}`) : person.door}</TableCell>
      <TableCell>{formatNumber(person.failures)}</TableCell>
      <TableCell>{seconds > forGood ? t('policies.locked.forGood') : formatDuration(seconds)}</TableCell>
      <TableCell>
        <Button
          size="small"
          aria-label={t('policies.locked.unlockName', { name: person.displayName })}
          disabled={!mayUnlock}
          onClick={onUnlock}
        >
          {t('policies.locked.unlock')}
        </Button>
      </TableCell>
    </TableRow>
  )
}

/** Who is locked out right now, through which door and for how long. */
export function LockedPeople() {
  const { t } = useWords()
  const styles = useStyles()
  const locked = useQuery(api.policies.locked.queryOptions({ input: {}, refetchInterval: refresh }))
  const { unlock, error } = useUnlocking()
  const people = locked.data?.people ?? []
  const columns = ['person', 'door', 'failures', 'left', 'action'] as const
  return (
    <div className={styles.root}>
      <Heading>{t('policies.locked.title')}</Heading>
      <ErrorBar error={error ?? locked.error} />
      {locked.data !== undefined && people.length === 0 && <Body1>{t('policies.locked.nobody')}</Body1>}
      {people.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a narrow window scrolls the table, with the keyboard too
        <section className={styles.scroller} tabIndex={0} aria-label={t('policies.locked.title')}>
          <Table size="small" className={styles.table} aria-label={t('policies.locked.title')}>
            <TableHeader>
              <TableRow>
                {columns.map((column) => (
                  <TableHeaderCell key={column}>{t(`policies.locked.${column}`)}</TableHeaderCell>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {people.map((person) => (
                <LockedRow
                  key={`${person.userId} ${person.door}`}
                  person={person}
                  now={locked.dataUpdatedAt}
                  onUnlock={() => void unlock(person)}
                />
              ))}
            </TableBody>
          </Table>
        </section>
      )}
    </div>
  )
}
