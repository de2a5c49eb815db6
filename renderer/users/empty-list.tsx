import { Button } from '@fluentui/react-components'
import { useMay } from '../base/session.ts'
import { useWords } from '../base/words/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import type { ShownUsers } from './use-user-rows.ts'
import { isFiltered } from './user-view.ts'

export type EmptyListProps = {
  readonly users: ShownUsers
  readonly onAdd: () => void
  readonly onImport: () => void
  readonly onClear: () => void
}

/** What stands below a list that has nobody, or nobody but the first admin, in it. */
export function EmptyList({ users, onAdd, onImport, onClear }: EmptyListProps) {
  const { t } = useWords()
  const mayManage = useMay('users.manage')
  if (users.total === 0) {
    const { search, filter } = users.shown.query
    const text = search === '' ? t('users.nobodyFiltered') : t('users.nobodyFound', { search })
    const label = search === '' ? 'users.clearFilters' : isFiltered(filter) ? 'users.clearBoth' : 'users.clearSearch'
    return <EmptyState title={t('users.nobody')} text={text} action={<Button onClick={onClear}>{t(label)}</Button>} />
  }
  const actions = mayManage && (
    <span>
      <Button appearance="primary" onClick={onImport}>
        {t('users.importUsers')}
      </Button>{' '}
      <Button onClick={onAdd}>{t('users.addUser')}</Button>
    </span>
  )
  return <EmptyState title={t('users.onlyYou')} text={t('users.onlyYouText')} action={actions} />
}
