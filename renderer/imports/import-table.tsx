import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { fieldLabel } from '../../shared/i18n/field-name.ts'
import type { FilePreview } from '../../shared/imports.ts'
import { userFileFields } from '../../shared/rules/files/user-file-headings.ts'
import { useWords } from '../base/words/words.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
  scroll: { overflowX: 'auto' },
  table: { borderCollapse: 'collapse', width: '100%' },
  cell: {
    textAlign: 'start',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    fontWeight: 'inherit',
    overflowWrap: 'anywhere',
  },
  head: { ...typographyStyles.caption1Strong, color: tokens.colorNeutralForeground2 },
  ignored: { color: tokens.colorNeutralForeground3 },
})

type TableProps = {
  readonly title: string
  readonly headings: readonly string[]
  readonly rows: readonly (readonly ReactNode[])[]
}

/** A small table in the panel; it scrolls by itself where it is wider than the panel. */
export function ImportTable({ title, headings, rows }: TableProps) {
  const styles = useStyles()
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={title}>
          <thead className={styles.head}>
            <tr>
              {headings.map((heading) => (
                <th key={heading} scope="col" className={styles.cell}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file have no other name than their place
              <tr key={row}>
                {cells.map((cell, column) => (
                  <td key={headings[column]} className={styles.cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What each column of the file was taken for. */
export function ImportColumns({ preview }: { readonly preview: FilePreview }) {
  const words = useWords()
  const { t } = words
  const styles = useStyles()
  const name = (field: string | null) => {
    if (field === 'language') return t('imports.fields.language')
    if (field === 'isBlocked' || field === 'isEnabled' || field === 'accountControl') return t('imports.fields.signIn')
    const known = userFileFields.find((candidate) => candidate === field)
    return known === undefined ? (
      <span className={styles.ignored}>{t('imports.ignored')}</span>
    ) : (
      fieldLabel(known, words)
    )
  }
  return (
    <>
      {preview.isByPosition && <Text>{t('imports.byPosition')}</Text>}
      <ImportTable
        title={t('imports.columns')}
        headings={[t('imports.inFile'), t('imports.becomes')]}
        rows={preview.columns.map(({ heading, field }) => [heading, name(field)])}
      />
    </>
  )
}

/** How the bytes of the file were read, which helps where letters look wrong. */
export function UnderstoodAs({ fileName, preview }: { readonly fileName: string; readonly preview: FilePreview }) {
  const { t } = useWords()
  return (
    <Text>
      {t('imports.understoodAs', {
        name: fileName,
        encoding: t(`imports.encodings.${preview.encoding}`),
        delimiter: t(`imports.delimiters.${preview.delimiter}`),
      })}
    </Text>
  )
}
