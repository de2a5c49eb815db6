import { Button, Checkbox, Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons'
import { useWords } from '../../base/words/words.ts'
import { Panel } from '../../ui/panel.tsx'
import { moveColumn, showColumn } from './columns.ts'
import { type Density, densities, type ListSetting } from './list-look.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  name: { flexGrow: 1 },
})

type ColumnsPanelProps = { readonly setting: ListSetting; readonly onClose: () => void }

/** Shows, hides and orders the columns, and says how high the rows are; the display name and the key icon always stay. */
export function ColumnsPanel({ setting, onClose }: ColumnsPanelProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { columns, look, setColumns, setLook, setNameBelow, reset } = setting
  const footer = (
    <>
      <Button appearance="primary" onClick={onClose}>
        {t('common.close')}
      </Button>
      <Button onClick={reset}>{t('users.resetColumns')}</Button>
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
                <Checkbox
                  label={name}
                  checked={isShown}
                  onChange={(_, data) => setColumns(showColumn(columns, id, data.checked === true))}
                />
              </div>
              <Button
                appearance="subtle"
                icon={<ArrowUpRegular />}
                aria-label={t('users.moveUp', { name })}
                disabledFocusable={index === 0}
                onClick={() => setColumns(moveColumn(columns, id, -1))}
              />
              <Button
                appearance="subtle"
                icon={<ArrowDownRegular />}
                aria-label={t('users.moveDown', { name })}
                disabledFocusable={index === columns.length - 1}
                onClick={() => setColumns(moveColumn(columns, id, 1))}
              />
            </li>
          )
        })}
      </ul>
      <Checkbox
        label={t('users.nameBelow')}
        checked={look.hasNameBelow}
        onChange={(_, data) => setNameBelow(data.checked === true)}
      />
      <Field label={t('users.density')}>
        <RadioGroup
          layout="horizontal"
          value={look.density}
          onChange={(_, data) => setLook({ ...look, density: data.value as Density })}
        >
          {densities.map((density) => (
            <Radio key={density} value={density} label={t(`users.densities.${density}`)} />
          ))}
        </RadioGroup>
      </Field>
    </Panel>
  )
}
