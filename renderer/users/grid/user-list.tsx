import { Button, makeStyles, mergeClasses } from '@fluentui/react-components'
import { useMay } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { ShownUsers } from '../use-user-rows.ts'
import { isFiltered } from '../user-view.ts'
import { rowHeightOf } from './list-look.ts'
import { UserGrid, type UserGridProps } from './user-grid.tsx'

const useStyles = makeStyles({
  grid: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  sparse: { flexGrow: 0, flexShrink: 0 },
})

/** The grid; and where hardly anybody is in the list, what to do next. */
export function UserList(props: UserGridProps & EmptyListProps) {
  const styles = useStyles()
  const { total, all, isFirstLoad } = props.users
  const isSparse = !isFirstLoad && (total === 0 || all === 1)
  const height = rowHeightOf(props.setting.look) * (total === 0 ? 1 : 2) + 1
  return (
    <>
      <div className={mergeClasses(styles.grid, isSparse && styles.sparse)} style={isSparse ? { height } : undefined}>
        <UserGrid {...props} />
      </div>
      {isSparse && <EmptyList {...props} />}
    </>
  )
}

type EmptyListProps = {
  readonly users: ShownUsers
  readonly onAdd: () => void
  readonly onImport: () => void
  readonly onClear: () => void
}

/** Shown below a list that is empty, or that contains only the first admin. */
function EmptyList({ users, onAdd, onImport, onClear }: EmptyListProps) {
  const { t } = useWords()
  const mayManage = useMay('users.manage')
  if (users.total === 0) {
    const { search, filter } = users.shownView.query
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
