import { Body1, Button, makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { ManyPreview } from '../../shared/passwords.ts'
import type { Selection } from '../../shared/users.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  reasons: { margin: 0, padding: 0, listStyleType: 'none' },
  names: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXXXL, overflowWrap: 'anywhere' },
})

/** The people whom an action on many would reach; read anew each time a dialog opens, because people change. */
export function useManyPreview(selection: Selection, action: 'reset' | 'requireChange') {
  return useQuery(
    api.passwords.previewMany.queryOptions({
      input: { selection, action },
      gcTime: 0,
      staleTime: 0,
      refetchOnWindowFocus: false,
    }),
  )
}

export type PeopleGroupProps = {
  readonly label: string
  /** The number of all these people; only the first of them are named. */
  readonly count: number
  readonly people: ManyPreview['excluded'][number]['people']
}

/** A number of people, and their names when somebody asks for them. */
export function PeopleGroup({ label, count, people }: PeopleGroupProps) {
  const { t } = useWords()
  const styles = useStyles()
  const listId = useId()
  const [isOpen, setIsOpen] = useState(false)
  const unnamed = count - people.length
  return (
    <li>
      <Button
        appearance="subtle"
        size="small"
        icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('passwords.excludedFor', { count, reason: label })}
      </Button>
      <ul id={listId} className={styles.names} hidden={!isOpen}>
        {people.map((person) => (
          <li key={person.id}>
            {person.displayName} ({person.username})
          </li>
        ))}
        {unnamed > 0 && <li>{t('passwords.excludedMore', { count: unnamed })}</li>}
      </ul>
    </li>
  )
}

export type ManyPreviewViewProps = {
  readonly action: 'reset' | 'requireChange'
  readonly preview: ManyPreview | undefined
  readonly error: unknown
}

/** The people who are included, and those who are left out with the reason, before anything is done. */
export function ManyPreviewView({ action, preview, error }: ManyPreviewViewProps) {
  const { t } = useWords()
  const styles = useStyles()
  if (preview === undefined) {
    return error === null ? <Spinner size="small" label={t('ui.loading')} /> : <ErrorBar error={error} />
  }
  const { count, people, excluded } = preview
  const left = excluded.reduce((sum, one) => sum + one.count, 0)
  return (
    <div className={styles.root}>
      <Body1>
        <strong>
          {action === 'reset' ? t('passwords.manyReset', { count }) : t('passwords.manyRequire', { count })}
        </strong>
      </Body1>
      {count > 0 && (
        <ul className={styles.reasons}>
          <PeopleGroup label={t('passwords.names')} {...{ count, people }} />
        </ul>
      )}
      {left > 0 && (
        <>
          <Body1>{t('passwords.leftOut', { count: left })}</Body1>
          <ul className={styles.reasons}>
            {excluded.map(({ reason, count, people }) => (
              <PeopleGroup key={reason} label={t(`passwords.exclusion.${reason}`)} {...{ count, people }} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
