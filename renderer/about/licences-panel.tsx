import { Body1 } from '@fluentui/react-components'
import type { Licence } from '../../shared/about.ts'
import { useWords } from '../base/words/words.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Panel } from '../ui/panel.tsx'

type Props = { readonly licences: readonly Licence[]; readonly onClose: () => void }

/** Everything that Keydesk is built from, with its version and the kind of its licence. */
export function LicencesPanel({ licences, onClose }: Props) {
  const { t } = useWords()
  const columns: readonly Column<Licence>[] = [
    { key: 'name', title: t('about.package'), cell: ({ name }) => name },
    { key: 'version', title: t('about.version'), cell: ({ version }) => version },
    { key: 'licence', title: t('about.licence'), cell: ({ licence }) => licence },
  ]
  return (
    <Panel isOpen title={t('about.licences')} onClose={onClose}>
      <Body1>{t('about.licencesText')}</Body1>
      <DataTable
        label={t('about.licences')}
        columns={columns}
        rows={licences}
        isLoading={false}
        keyOf={({ name, version }) => `${name} ${version}`}
        size="small"
        widths="even"
        scroller="none"
      />
    </Panel>
  )
}
