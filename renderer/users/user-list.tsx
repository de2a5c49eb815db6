import { makeStyles, mergeClasses } from '@fluentui/react-components'
import { EmptyList, type EmptyListProps } from './empty-list.tsx'
import { rowHeight } from './grid-styles.ts'
import { UserGrid, type UserGridProps } from './user-grid.tsx'

const useStyles = makeStyles({
  grid: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0, minWidth: 0 },
  headerOnly: { flexGrow: 0, flexShrink: 0, height: `${rowHeight + 1}px` },
  oneRow: { flexGrow: 0, flexShrink: 0, height: `${2 * rowHeight + 1}px` },
})

/** The grid and, where it has next to nobody to show, what to do about it. */
export function UserList(props: UserGridProps & EmptyListProps) {
  const styles = useStyles()
  const { total, all, isFirstLoad } = props.users
  const isSparse = !isFirstLoad && (total === 0 || all === 1)
  return (
    <>
      <div className={mergeClasses(styles.grid, isSparse && (total === 0 ? styles.headerOnly : styles.oneRow))}>
        <UserGrid {...props} />
      </div>
      {isSparse && <EmptyList {...props} />}
    </>
  )
}
