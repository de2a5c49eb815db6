import { Link, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { DirectoryFreshness } from '../../shared/directories.ts'
import { stalenessOf } from '../../shared/rules/directory/directory-freshness.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'

/** How often the state of the directories is read anew, in milliseconds. */
const refresh = 30_000
const none: readonly DirectoryFreshness[] = []

/** The connected directories, and how old what the list shows of each is. */
export function useDirectories(): readonly DirectoryFreshness[] {
  const { data } = useQuery(api.directories.freshness.queryOptions({ input: {}, refetchInterval: refresh }))
  return data?.directories ?? none
}

type StaleDirectoriesProps = {
  readonly directories: readonly DirectoryFreshness[]
  /** Opens the settings of directories; null for people who may not change settings. */
  readonly onDirectories: (() => void) | null
}

/** Says above the list of which directories it may show old states, and why; resets still try, because the directory itself decides. */
export function StaleDirectories({ directories, onDirectories }: StaleDirectoriesProps) {
  const { t, formatDateTime } = useWords()
  const now = Date.now()
  return directories.map(({ id, name, lookedAt, fault }) => {
    const staleness = stalenessOf({ lookedAt, fault }, now)
    if (staleness === null) return null
    const time = lookedAt === null ? '' : formatDateTime(lookedAt)
    return (
      <MessageBar key={id} intent="warning" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>
            {staleness === 'failed' ? t('directories.faultTitle', { name }) : t('users.stale.old', { name })}
          </MessageBarTitle>{' '}
          {fault !== null && t(`errors.directoryFault.${fault}`)}{' '}
          {lookedAt === null ? t('users.stale.never', { name }) : t('users.stale.shown', { name, time })}{' '}
          {t('users.stale.resets')}
        </MessageBarBody>
        {onDirectories !== null && (
          <MessageBarActions>
            <Link as="button" onClick={onDirectories}>
              {t('users.stale.settings')}
            </Link>
          </MessageBarActions>
        )}
      </MessageBar>
    )
  })
}
