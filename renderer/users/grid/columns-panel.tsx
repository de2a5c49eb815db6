import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons'
import { useWords } from '../../base/words/words.ts'
import { Panel } from '../../ui/panel.tsx'
import { type ColumnChoice, type ColumnId, defaultColumns, moveColumn } from './columns.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  name: { flexGrow: 1 },
})

type ColumnsPanelProps = {
  readonly hasDirectories: boolean
  readonly columns: readonly ColumnChoice[]
  readonly onChange: (columns: readonly ColumnChoice[]) => void
  readonly onClose: () => void
}

/** Shows, hides and orders the columns; the display name and the key icon always stay. */
export function ColumnsPanel({ hasDirectories, columns, onChange, onClose }: ColumnsPanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const show = (id: ColumnId, isShown: boolean) =>
    onChange(columns.map((column) => (column.id === id ? { id, isShown } : column)))
  const footer = (
    <>
      <Button appearance="primary" onClick={onClose}>
        {t('common.close')}
      </Button>
      <Button onClick={() => onChange(defaultColumns(hasDirectories))}>{t('users.resetColumns')}</Button>
    </>
  )
  return (
    <Panel isOpen title={t('users.chooseColumns')} size="small" onClose={onClose} footer={footer}>
      <Text>{t('users.columnsHint')}</Text>
      <ul className={styles.list}>
        {columns.map(({ id, isShown }, index) => {
          const name = t(`users.columns.${id}`)
          return (
            <li key={id} className={styles.item}>
              <div className={styles.name}>
                <Checkbox label={name} checked={isShown} onChange={(_, data) => show(id, data.checked === true)} />
              </div>
              <Button
                appearance="subtle"
                icon={<ArrowUpRegular />}
                aria-label={t('users.moveUp', { name })}
                disabledFocusable={index === 0}
                onClick={() => onChange(moveColumn(columns, id, -1))}
              />
              <Button
                appearance="subtle"
                icon={<ArrowDownRegular />}
                aria-label={t('users.moveDown', { name })}
                disabledFocusable={index === columns.length - 1}
                onClick={() => onChange(moveColumn(columns, id, 1))}
              />
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
