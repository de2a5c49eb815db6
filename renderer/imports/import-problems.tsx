// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one in a scroll area, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is in the cells, not in the row
import { Button, makeStyles, mergeClasses, Text, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { FilePreview, ImportProblem } from '../../shared/imports.ts'
import { saveFile } from '../base/save-file.ts'
import { faultText } from '../base/words/field-words.ts'
import { useWords } from '../base/words/words.ts'
import { problemsFile } from './problems-file.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
  list: {
    maxHeight: '16rem',
    overflowY: 'auto',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  space: { position: 'relative' },
  row: {
    display: 'grid',
    gridTemplateColumns: '4rem minmax(0, 1fr) minmax(0, 1fr) minmax(0, 2fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    boxSizing: 'border-box',
    width: '100%',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  placed: { position: 'absolute', top: 0, left: 0 },
  head: {
    ...typographyStyles.caption1Strong,
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground2,
  },
  cell: { overflowWrap: 'anywhere' },
  value: { color: tokens.colorNeutralForeground2, fontFamily: tokens.fontFamilyMonospace },
})

const roughHeight = 29

function ProblemCells({ problem }: { readonly problem: ImportProblem }) {
  const words = useWords()
  const styles = useStyles()
  return (
    <>
      <span role="cell">{words.formatNumber(problem.line)}</span>
      <span role="cell" className={styles.cell}>
        {problem.person}
      </span>
      <span role="cell" className={styles.cell}>
        {problem.column}
      </span>
      <span role="cell" className={styles.cell}>
        {problem.value !== '' && problem.value !== problem.person && (
          <div className={styles.value}>{problem.value}</div>
        )}
        {faultText(problem.reason, problem.detail, words)}
      </span>
    </>
  )
}

function ProblemList({ problems, label }: { readonly problems: readonly ImportProblem[]; readonly label: string }) {
  const { t } = useWords()
  const styles = useStyles()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => roughHeight,
    overscan: 8,
  })
  return (
    <div
      ref={scroller}
      className={styles.list}
      role="table"
      aria-label={label}
      aria-rowcount={problems.length + 1}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without controls takes the focus to be scrolled by keys
      tabIndex={0}
    >
      <div role="row" aria-rowindex={1} className={mergeClasses(styles.row, styles.head)}>
        <span role="columnheader">{t('imports.line')}</span>
        <span role="columnheader">{t('imports.person')}</span>
        <span role="columnheader">{t('imports.column')}</span>
        <span role="columnheader">{t('imports.reason')}</span>
      </div>
      <div role="rowgroup" className={styles.space} style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const problem = problems[index]
          return (
            problem && (
              <div
                key={index}
                ref={list.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                className={mergeClasses(styles.row, styles.placed)}
                style={{ transform: `translateY(${start}px)` }}
              >
                <ProblemCells problem={problem} />
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

type ImportProblemsProps = {
  readonly preview: Pick<FilePreview, 'problems' | 'problemCount'>
  readonly fileName: string
}

/** Every row that can't be imported, with its place and the reason; also as a file to pass on. */
export function ImportProblems({ preview, fileName }: ImportProblemsProps) {
  const words = useWords()
  const { t, formatNumber } = words
  const styles = useStyles()
  const { problems, problemCount } = preview
  const title = t('imports.problems', { count: problemCount, number: formatNumber(problemCount) })
  const save = () =>
    saveFile(`${fileName.replace(/\.[^.]*$/, '')}-${t('imports.problemsFile')}.csv`, problemsFile(problems, words))
  return (
    <section className={styles.section}>
      <div className={styles.top}>
        <h3 className={styles.heading}>{title}</h3>
        <Button icon={<ArrowDownloadRegular />} onClick={save}>
          {t('imports.saveProblems')}
        </Button>
      </div>
      {problemCount > problems.length && (
        <Text>{t('imports.firstProblems', { shown: formatNumber(problems.length) })}</Text>
      )}
      <ProblemList problems={problems} label={title} />
    </section>
  )
}
