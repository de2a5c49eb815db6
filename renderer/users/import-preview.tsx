import { MessageBar, MessageBarBody, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { ImportPreview } from '../../shared/imports.ts'
import { type UserFileField, userFileFields } from '../../shared/rules/user-file-headings.ts'
import { useWords } from '../app/words.ts'
import { fieldLabel } from './field-words.ts'
import { ImportProblems } from './import-problems.tsx'

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

function Table({ title, headings, rows }: TableProps) {
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

function Verdict({ preview }: { readonly preview: ImportPreview }) {
  const { t, formatNumber } = useWords()
  const { good, rows } = preview
  const bad = rows - good
  const intent = good === 0 ? 'error' : bad > 0 ? 'warning' : 'success'
  const text =
    rows === 0
      ? t('imports.noRows')
      : good === 0
        ? t('imports.allBad')
        : bad > 0
          ? t('imports.someBad', {
              count: bad,
              number: formatNumber(bad),
              good: formatNumber(good),
              rows: formatNumber(rows),
            })
          : t('imports.allGood', { count: good, number: formatNumber(good) })
  return (
    <MessageBar intent={intent} layout="multiline" role={good === 0 ? 'alert' : 'status'}>
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  )
}

function Columns({ preview }: { readonly preview: ImportPreview }) {
  const words = useWords()
  const { t } = words
  const styles = useStyles()
  const name = (field: string | null) => {
    const known = userFileFields.find((candidate): candidate is UserFileField => candidate === field)
    return known === undefined ? (
      <span className={styles.ignored}>{t('imports.ignored')}</span>
    ) : (
      fieldLabel(known, words)
    )
  }
  return (
    <>
      {preview.isByPosition && <Text>{t('imports.byPosition')}</Text>}
      <Table
        title={t('imports.columns')}
        headings={[t('imports.inFile'), t('imports.becomes')]}
        rows={preview.columns.map(({ heading, field }) => [heading, name(field)])}
      />
    </>
  )
}

type ImportPreviewViewProps = {
  readonly fileName: string
  readonly preview: ImportPreview
  /** Importing failed: the verdict does not hold any more. */
  readonly isFailed: boolean
}

/** How the file was understood and what will happen, before anything does. */
export function ImportPreviewView({ fileName, preview, isFailed }: ImportPreviewViewProps) {
  const words = useWords()
  const { t } = words
  return (
    <>
      {!isFailed && <Verdict preview={preview} />}
      <Text>
        {t('imports.understoodAs', {
          name: fileName,
          encoding: t(`imports.encodings.${preview.encoding}`),
          delimiter: t(`imports.delimiters.${preview.delimiter}`),
        })}
      </Text>
      {preview.problemCount > 0 && <ImportProblems preview={preview} fileName={fileName} />}
      {preview.sample.length > 0 && (
        <Table
          title={t('imports.sample')}
          headings={[fieldLabel('username', words), fieldLabel('displayName', words), fieldLabel('department', words)]}
          rows={preview.sample.map((row) => [row.username, row.displayName, row.department])}
        />
      )}
      <Columns preview={preview} />
    </>
  )
}
