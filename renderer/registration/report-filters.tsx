import { Caption1, Dropdown, Field, makeStyles, Option, SearchBox, tokens } from '@fluentui/react-components'
import { reportFilter } from '../../shared/registration.ts'
import { useWords } from '../base/words/words.ts'
import type { Report } from './use-report.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalM },
  field: { flex: '1 1 15em', minWidth: 0, maxWidth: '22em' },
  control: { minWidth: 0, width: '100%' },
  found: { paddingBottom: tokens.spacingVerticalSNudge, color: tokens.colorNeutralForeground2 },
})

/** The filters of the report. */
export function ReportFilters({ report }: { readonly report: Report }) {
  const { t } = useWords()
  const styles = useStyles()
  const { choice, change, data } = report
  return (
    <search className={styles.root}>
      <Field label={t('registration.report.search')} className={styles.field}>
        <SearchBox
          className={styles.control}
          value={choice.search}
          onChange={(_, { value }) => change({ search: value })}
        />
      </Field>
      <Field label={t('registration.report.filter')} className={styles.field}>
        <Dropdown
          className={styles.control}
          value={t(`registration.report.filters.${choice.only}`)}
          selectedOptions={[choice.only]}
          onOptionSelect={(_, { optionValue }) => {
            const only = reportFilter.options.find((name) => name === optionValue)
            if (only !== undefined) change({ only })
          }}
        >
          {reportFilter.options.map((name) => (
            <Option key={name} value={name}>
              {t(`registration.report.filters.${name}`)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Caption1 role="status" className={styles.found}>
        {data !== undefined && t('registration.report.found', { count: data.total })}
      </Caption1>
    </search>
  )
}
