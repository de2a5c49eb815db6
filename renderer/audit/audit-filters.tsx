import { Dropdown, Field, Input, makeStyles, Option, SearchBox, tokens } from '@fluentui/react-components'
import { type AuditAction, auditActions } from '../../shared/audit-action.ts'
import { actionKey } from '../../shared/i18n/action-key.ts'
import { cutText } from '../../shared/rules/text/cut-text.ts'
import { useWords } from '../base/words/words.ts'
import type { useAuditFilter } from './use-audit-filter.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 15em', minWidth: 0, maxWidth: '22em' },
  day: { flex: '0 1 11em', minWidth: 0 },
  control: { minWidth: 0, width: '100%' },
})

const anyAction = 'any'

export type AuditFiltersProps = { readonly filter: ReturnType<typeof useAuditFilter> }

/** Which entries of the log the page shows. */
export function AuditFilters({ filter }: AuditFiltersProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { typed, change } = filter
  return (
    <search className={styles.root}>
      <Field label={t('audit.person')} className={styles.field}>
        <SearchBox
          className={styles.control}
          value={typed.person}
          onChange={(_, data) => change({ person: cutText(data.value, 200) })}
        />
      </Field>
      <Field label={t('audit.action')} className={styles.field}>
        <ActionFilter filter={filter} />
      </Field>
      <Field label={t('audit.from')} className={styles.day}>
        <Input
          className={styles.control}
          type="date"
          value={typed.from}
          onChange={(_, data) => change({ from: data.value })}
        />
      </Field>
      <Field label={t('audit.until')} className={styles.day}>
        <Input
          className={styles.control}
          type="date"
          value={typed.until}
          onChange={(_, data) => change({ until: data.value })}
        />
      </Field>
    </search>
  )
}

function ActionFilter({ filter: { typed, change } }: AuditFiltersProps) {
  const { t, language } = useWords()
  const styles = useStyles()
  const nameOf = (action: AuditAction) => t(`audit.actions.${actionKey(action)}`)
  const sorted = auditActions.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), language))
  return (
    <Dropdown
      className={styles.control}
      value={typed.action === null ? t('audit.anyAction') : nameOf(typed.action)}
      selectedOptions={[typed.action ?? anyAction]}
      onOptionSelect={(_, data) =>
        change({ action: auditActions.find((action) => action === data.optionValue) ?? null })
      }
    >
      <Option value={anyAction}>{t('audit.anyAction')}</Option>
      {sorted.map((action) => (
        <Option key={action} value={action}>
          {nameOf(action)}
        </Option>
      ))}
    </Dropdown>
  )
}
