import {
  Link,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import type { Group } from '../../shared/groups.ts'
import { useWords } from '../base/words/words.ts'
import { byName, kindText } from './group-words.ts'

const useStyles = makeStyles({
  scroller: { overflowX: 'auto', minWidth: 0 },
  table: { tableLayout: 'auto' },
  cell: { height: 'auto', padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}` },
  text: { overflowWrap: 'anywhere' },
})

type GroupTableProps = { readonly groups: readonly Group[]; readonly onOpen: (group: Group) => void }

/** All groups by name; the name opens the pane. */
export function GroupTable({ groups, onOpen }: GroupTableProps) {
  const words = useWords()
  const { t, formatNumber } = words
  const styles = useStyles()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable with the keyboard
    <section className={styles.scroller} aria-label={t('groups.title')} tabIndex={0}>
      <Table className={styles.table} aria-label={t('groups.title')}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('groups.name')}</TableHeaderCell>
            <TableHeaderCell>{t('groups.who')}</TableHeaderCell>
            <TableHeaderCell>{t('groups.people')}</TableHeaderCell>
            <TableHeaderCell>{t('groups.subgroups')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {byName(groups, words).map((group) => (
            <TableRow key={group.id}>
              <TableCell className={mergeClasses(styles.cell, styles.text)}>
                <Link as="button" onClick={() => onOpen(group)}>
                  {group.name}
                </Link>
              </TableCell>
              <TableCell className={mergeClasses(styles.cell, styles.text)}>{kindText(group, words)}</TableCell>
              <TableCell className={styles.cell}>{formatNumber(group.memberCount)}</TableCell>
              <TableCell className={styles.cell}>{formatNumber(group.groupCount)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
