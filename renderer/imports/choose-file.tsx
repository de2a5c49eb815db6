import { Button, MessageBar, MessageBarBody, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { DocumentArrowUpRegular } from '@fluentui/react-icons'
import { type ReactNode, useRef, useState } from 'react'
import { maximumImportBytes } from '../../shared/imports.ts'
import { languages } from '../../shared/languages.ts'
import { errorCodeOf } from '../base/api.ts'
import { localeOf, useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'

const useStyles = makeStyles({
  zone: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalXXL,
    border: `${tokens.strokeWidthThin} dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    textAlign: 'center',
  },
  over: {
    backgroundColor: tokens.colorNeutralBackground1Hover,
    border: `${tokens.strokeWidthThick} dashed ${tokens.colorBrandStroke1}`,
  },
  hints: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
  },
})

type ChooseFileProps = {
  readonly tooLarge: File | null
  readonly error: unknown
  readonly onChoose: (file: File) => void
  /** Says what the file must look like. */
  readonly children: ReactNode
  /** Offers a template file. */
  readonly template?: ReactNode
}

/** Headings are read in every language of Keydesk. */
function FormatHint() {
  const { t, language } = useWords()
  const names = new Intl.DisplayNames(localeOf(language), { type: 'language' })
  const list = new Intl.ListFormat(localeOf(language), { type: 'disjunction' })
  return (
    <Text>{t('imports.hintFormat', { languages: list.format(languages.map((one) => names.of(one) ?? one)) })}</Text>
  )
}

function Fault({ tooLarge, error }: Pick<ChooseFileProps, 'tooLarge' | 'error'>) {
  const { t, formatNumber } = useWords()
  if (tooLarge !== null) {
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>
          {t('imports.tooLarge', {
            name: tooLarge.name,
            size: formatNumber(Math.round(tooLarge.size / 1_048_576)),
            limit: formatNumber(maximumImportBytes / 1_048_576),
          })}
        </MessageBarBody>
      </MessageBar>
    )
  }
  return (
    <>
      <ErrorBar error={error} />
      {errorCodeOf(error) === 'FILE_UNREADABLE' && <Text>{t('imports.whatToDo')}</Text>}
    </>
  )
}

/** The first step: a button and a place to drop a file, and a description of the file. */
export function ChooseFile({ tooLarge, error, onChoose, children, template }: ChooseFileProps) {
  const { t } = useWords()
  const styles = useStyles()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file !== undefined) onChoose(file)
  }
  return (
    <>
      <Fault tooLarge={tooLarge} error={error} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse, the button does the same */}
      <div
        className={mergeClasses(styles.zone, isOver && styles.over)}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setIsOver(false)
          take(event.dataTransfer.files)
        }}
      >
        <Button appearance="primary" icon={<DocumentArrowUpRegular />} onClick={() => input.current?.click()}>
          {t('imports.chooseFile')}
        </Button>
        <Text>{t('imports.drop')}</Text>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          aria-label={t('imports.chooseFile')}
          onChange={(event) => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
      </div>
      <div className={styles.hints}>
        {children}
        <FormatHint />
      </div>
      {template !== undefined && <div>{template}</div>}
    </>
  )
}
